import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { StudioClient } from './adapters/cli/studio-client.ts'
import type { History } from './adapters/http/contract/audit.ts'
import type { WireImage } from './adapters/http/contract/image.ts'
import type { JobsAccepted } from './adapters/http/contract/job.ts'
import { contentCredentials } from './adapters/credentials/content-credentials.ts'
import { openIdentity } from './adapters/credentials/open-identity.ts'
import { pathsUnder } from './config-paths.ts'
import { disc, paint, proveEdit, type Painting } from './test-edit-proof.ts'
import { firstCharacter, freshDataDir, generate, removeDataDir, resultOf, startTestServer, type TestServer } from './test-server.ts'

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
      const { result, ...proof } = await proveEdit(client, source, { painting, growPx, featherPx })
      expect(proof).toMatchObject({ maskIsKept: true, outsideChangedBytes: 0 })
      expect(proof.changedPixels).toBeGreaterThan(0)
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

function chunkTypes(png: Uint8Array): readonly string[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const types: string[] = []
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) types.push(String.fromCharCode(...png.subarray(at + 4, at + 8)))
  return types
}
