import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { comparison, decodePng, differenceUnderMask, ellipseMask } from './demo-pictures.ts'
import { demoCharacter, type StudioClient } from './studio-client.ts'

export type DemoOptions = {
  readonly outDir: string
  readonly aspectRatio: '1:1' | '9:16' | '2:3'
  readonly editPrompt: string
  readonly timeoutMs: number
  readonly say: (line: string) => void
}

export type DemoReport = {
  readonly outsideChangedBytes: number
  readonly insideChangedPercent: number
  readonly maskCoveragePct: number | null
  readonly promptId: string
  readonly sourceImageId: string
  readonly resultImageId: string
  readonly engine: string | null
  readonly events: readonly unknown[]
}

/** What the demo reads of the API's answers; a client knows no more than it needs. */
type Made = { readonly id: string }
type Accepted = { readonly promptId: string }
type Picture = {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly url: string | null
  readonly editMaskUrl: string | null
  readonly engine: string | null
  readonly maskCoveragePct: number | null
}
type Results = {
  readonly status: string
  readonly images: readonly Picture[]
  readonly error?: { readonly code: string; readonly title: string }
}
type History = { readonly events: readonly unknown[] }

/**
 * The whole main job through the public API: a character, a picture of it, a mask, "add a banana", a new picture. Writes source.png,
 * mask.png, result.png, compare.png and lineage.json; what it reports is computed from the downloaded files.
 */
export async function runDemo(client: StudioClient, options: DemoOptions): Promise<DemoReport> {
  const { say } = options
  mkdirSync(options.outDir, { recursive: true })
  const handle = `demo_${Date.now().toString(36)}`
  const { id: characterId } = (await client.post('/api/v1/characters', { ...demoCharacter, handle })) as Made
  say(`character ${handle}`)
  const source = await generate(client, characterId, options)
  say(`generated ${source.width} × ${source.height} (${source.engine})`)
  const sourceBytes = await client.file(addressOf(source.url))
  const painted = ellipseMask(source.width, source.height)
  const accepted = (await client.post('/image/edit/inpaint', {
    characterId,
    sourceImageId: source.id,
    prompt: options.editPrompt,
    maskedImageBase64Png: Buffer.from(painted).toString('base64'),
  })) as Accepted
  const result = await imageOf(client, accepted.promptId, options)
  say(`edited: "${options.editPrompt}"`)
  const resultBytes = await client.file(addressOf(result.url))
  const maskBytes = await client.file(addressOf(result.editMaskUrl))
  const pictures = { source: decodePng(sourceBytes), mask: decodePng(maskBytes), result: decodePng(resultBytes) }
  const write = (name: string, content: Uint8Array | string): void => writeFileSync(join(options.outDir, name), content)
  write('source.png', sourceBytes)
  write('mask.png', maskBytes)
  write('result.png', resultBytes)
  write('compare.png', comparison(pictures.source, pictures.mask, pictures.result))
  write('lineage.json', `${JSON.stringify(await client.get(`/api/v1/images/${result.id}/lineage`), null, 2)}\n`)
  const { events } = (await client.get(`/api/v1/jobs/${accepted.promptId}/history`)) as History
  say(`written to ${options.outDir}`)
  return {
    ...differenceUnderMask(pictures.source, pictures.result, pictures.mask),
    maskCoveragePct: result.maskCoveragePct,
    promptId: accepted.promptId,
    sourceImageId: source.id,
    resultImageId: result.id,
    engine: result.engine,
    events,
  }
}

async function generate(client: StudioClient, characterId: string, options: DemoOptions): Promise<Picture> {
  const accepted = (await client.post('/image/generate/studio', {
    characterId,
    scene: 'beach_day',
    environment: 'beach',
    outfit: 'summer dress',
    aspectRatio: options.aspectRatio,
    qualityMode: 'draft',
    nsfw: false,
    seed: 20_261_123,
  })) as Accepted
  return imageOf(client, accepted.promptId, options)
}

/** Polls the results of a job until it ends; a person's client would do the same. */
async function imageOf(client: StudioClient, promptId: string, options: DemoOptions): Promise<Picture> {
  const deadline = Date.now() + options.timeoutMs
  while (Date.now() < deadline) {
    const results = (await client.get(`/image/comfyui/${promptId}/results`)) as Results
    if (results.status === 'failed') throw new Error(`the job failed: ${results.error?.code ?? 'unknown'}: ${results.error?.title ?? ''}`)
    const [image] = results.images
    if (results.status === 'completed' && image !== undefined) return image
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`the job did not end within ${Math.round(options.timeoutMs / 1000)} s`)
}

function addressOf(url: string | null): string {
  if (url === null) throw new Error('the picture has no address: it is hidden from this account')
  return url
}
