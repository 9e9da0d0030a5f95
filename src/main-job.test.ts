import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { differenceUnderMask, type Pixels } from './adapters/cli/demo-pictures.ts'
import type { StudioClient } from './adapters/cli/studio-client.ts'
import type { History } from './adapters/http/contract/audit.ts'
import type { WireImage } from './adapters/http/contract/image.ts'
import type { JobsAccepted } from './adapters/http/contract/job.ts'
import { contentCredentials } from './adapters/credentials/content-credentials.ts'
import { openIdentity } from './adapters/credentials/open-identity.ts'
import { maskPng } from './adapters/imaging/test-png.ts'
import { pathsUnder } from './config.ts'
import { pasteMask } from './domain/mask/masks.ts'
import { planeOf } from './domain/mask/plane.ts'
import { firstCharacter, freshDataDir, generate, removeDataDir, resultOf, startTestServer, type TestServer } from './test-server.ts'

/** Alpha of a pixel, 0..255; 255 = edit. */
type Painting = (x: number, y: number, width: number, height: number) => number

const disc: Painting = (x, y, width, height) => (Math.hypot(x - width / 2, y - height / 2) < width / 5 ? 255 : 0)
const softDisc: Painting = (x, y, width, height) =>
  Math.round(255 * Math.min(1, Math.max(0, 2 - Math.hypot(x - width / 2, y - height / 2) / (width / 8))))
const corner: Painting = (x, y, width, height) => (x >= width - 120 && y >= height - 150 ? 255 : 0)
const frame: Painting = (x, y, width, height) => (x < 40 || y < 40 || x >= width - 40 || y >= height - 40 ? 255 : 0)
const stroke: Painting = (x, y, width, height) => (Math.abs(y - height / 2 - 0.5) <= 1 && x > width / 4 && x < (width * 3) / 4 ? 255 : 0)

const proofs: readonly {
  readonly name: string
  readonly ratio: '1:1' | '9:16' | '2:3'
  readonly painting: Painting
  readonly growPx: number
  readonly featherPx: number
}[] = [
  { name: 'a hard disc with default settings', ratio: '9:16', painting: disc, growPx: 0, featherPx: 8 },
  { name: 'a hard disc without a soft edge', ratio: '1:1', painting: disc, growPx: 0, featherPx: 0 },
  { name: 'a soft disc', ratio: '2:3', painting: softDisc, growPx: 0, featherPx: 8 },
  { name: 'a corner, grown', ratio: '2:3', painting: corner, growPx: 24, featherPx: 12 },
  { name: 'all four borders', ratio: '1:1', painting: frame, growPx: 0, featherPx: 32 },
  { name: 'a stroke of 3 px', ratio: '9:16', painting: stroke, growPx: 0, featherPx: 8 },
  { name: 'a stroke of 3 px, grown to the limit', ratio: '1:1', painting: stroke, growPx: 64, featherPx: 64 },
]

describe('the main job on real parts: server, event store, engine protocol, PNG files', () => {
  const dataDir = freshDataDir()
  let server: TestServer
  let client: StudioClient
  let characterId: string
  const sources = new Map<string, WireImage>()

  beforeAll(async () => {
    server = await startTestServer(dataDir)
    ;({ client, characterId } = await firstCharacter(server.url))
    for (const ratio of ['1:1', '9:16', '2:3'] as const) sources.set(ratio, await generate(client, characterId, ratio))
  }, 120_000)

  afterAll(async () => {
    await server.stop()
    removeDataDir(dataDir)
  })

  it.each(proofs)(
    'changes not one byte where the paste mask is 0: $name',
    async ({ ratio, painting, growPx, featherPx }) => {
      const source = sources.get(ratio) as WireImage
      const painted = paint(painting, source)
      const job = (await client.post('/image/edit/inpaint', {
        characterId,
        sourceImageId: source.id,
        prompt: 'add a banana',
        maskedImageBase64Png: `data:image/png;base64,${painted.png.toString('base64')}`,
        growPx,
        featherPx,
      })) as JobsAccepted
      const result = await resultOf(client, job.promptId)
      const before = await decoded(await client.file(source.url ?? ''))
      const after = await decoded(await client.file(result.url ?? ''))
      const stored = await decoded(await client.file(result.editMaskUrl ?? ''))
      expect(Buffer.compare(greyOf(stored), painted.alpha)).toBe(0)
      const paste = pasteMask(planeOf(source.width, source.height, painted.alpha), growPx, featherPx)
      const difference = differenceUnderMask(before, after, rgbaOf(paste.values, source))
      expect(difference.outsideChangedBytes).toBe(0)
      expect(changedPixels(before, after)).toBeGreaterThan(0)
      expect(result).toMatchObject({
        sourceImageId: source.id,
        editType: 'inpaint',
        editPrompt: 'add a banana',
        prompt: source.prompt,
        outfit: source.outfit,
        engine: 'preview',
      })
      expect([result.width, result.height]).toEqual([source.width, source.height])
    },
    60_000,
  )

  it('tells the whole story of an edit in its events', async () => {
    const source = sources.get('1:1') as WireImage
    const painted = paint(disc, source)
    const job = (await client.post('/image/edit/inpaint', {
      characterId,
      sourceImageId: source.id,
      prompt: 'add a banana',
      maskedImageBase64Png: painted.png.toString('base64'),
    })) as JobsAccepted
    const result = await resultOf(client, job.promptId)
    const { events } = (await client.get(`/api/v1/jobs/${job.promptId}/history`)) as History
    expect(events.map(({ type }) => type)).toEqual([
      'InpaintRequested',
      'MaskStored',
      'InputsUploaded',
      'SubmissionStarted',
      'WorkflowQueued',
      'OutputReceived',
      'OutputPersisted',
      'JobCompleted',
    ])
    const covered = painted.alpha.filter((value) => value >= 128).length
    expect(result.maskCoveragePct).toBe(Math.round((1000 * covered) / painted.alpha.length) / 10)
  }, 60_000)

  it('signs what it hands out: an edit says what it was made from, and a root that everybody may have makes it trusted', async () => {
    const source = sources.get('1:1') as WireImage
    const body = { characterId, sourceImageId: source.id, prompt: 'add a banana', growPx: 10 }
    const job = (await client.post('/image/edit/inpaint', {
      ...body,
      maskedImageBase64Png: paint(disc, source).png.toString('base64'),
    })) as JobsAccepted
    const result = await resultOf(client, job.promptId)
    const file = await client.file(result.url ?? '')
    const { credentialWorker: workerFile, credentialWasm: wasmFile } = pathsUnder(process.cwd())
    const identity = await openIdentity(null, dataDir, Date.now())
    const reader = contentCredentials({ workerFile, wasmFile, identity, version: '0', timeoutMs: 30_000 })
    try {
      expect(await reader.inspect(file, 'image/png')).toMatchObject({
        state: 'trusted',
        chain: [
          { title: `${result.id}.png`, actions: ['c2pa.opened', 'c2pa.edited'], sourceType: 'compositeSynthetic', state: 'intact' },
          { title: `${source.id}.png`, actions: ['c2pa.created'], sourceType: 'algorithmicMedia', state: 'intact' },
        ],
      })
      expect(Buffer.from(await client.file(`${server.url}/api/v1/credentials/root.pem`)).toString()).toBe(reader.rootCertificate)
    } finally {
      await reader.close()
    }
  }, 60_000)

  it('stores pictures without a word of the engine in them', async () => {
    const { url } = sources.get('1:1') as WireImage
    const chunks = chunkTypes(await client.file(url ?? ''))
    expect(chunks.filter((type) => ['tEXt', 'zTXt', 'iTXt', 'eXIf'].includes(type))).toEqual([])
  })
})

function paint(
  painting: Painting,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly png: Buffer; readonly alpha: Uint8Array<ArrayBuffer> } {
  const alpha = new Uint8Array(width * height)
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at++) alpha[at] = painting(x, y, width, height)
  return { png: maskPng(width, height, (x, y) => alpha[y * width + x] ?? 0), alpha }
}

/** RGBA, by the native decoder: a pure one takes seconds under the test runner. */
async function decoded(png: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(png).toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

function greyOf({ width, height, data }: Pixels): Uint8Array {
  const grey = new Uint8Array(width * height)
  for (let at = 0; at < grey.length; at++) grey[at] = data[at * 4] ?? 0
  return grey
}

function rgbaOf(plane: Uint8Array, { width, height }: { readonly width: number; readonly height: number }): Pixels {
  const data = new Uint8Array(plane.length * 4)
  for (let at = 0; at < data.length; at++) data[at] = plane[at >> 2] ?? 0
  return { width, height, data }
}

function changedPixels(before: Pixels, after: Pixels): number {
  let changed = 0
  for (let at = 0; at < before.data.length; at += 4) {
    const same =
      before.data[at] === after.data[at] && before.data[at + 1] === after.data[at + 1] && before.data[at + 2] === after.data[at + 2]
    if (!same) changed++
  }
  return changed
}

function chunkTypes(png: Uint8Array): readonly string[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const types: string[] = []
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) types.push(String.fromCharCode(...png.subarray(at + 4, at + 8)))
  return types
}
