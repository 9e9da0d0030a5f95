import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addressOf, editAll, imageOf, type EditWish, type Picture, type Result } from './demo-edits.ts'
import { comparison, decodePng, ellipseMask } from './demo-pictures.ts'
import { demoCharacter, type StudioClient } from './studio-client.ts'

export type DemoOptions = {
  readonly outDir: string
  readonly aspectRatio: '1:1' | '9:16' | '2:3'
  readonly edit: EditWish
  readonly timeoutMs: number
  readonly say: (line: string) => void
}

export type DemoReport = {
  /** Of all results of the run together. */
  readonly outsideChangedBytes: number
  /** Of the first result. */
  readonly insideChangedPercent: number
  readonly maskCoveragePct: number | null
  readonly promptId: string
  readonly sourceImageId: string
  readonly resultImageId: string
  readonly engine: string | null
  /** Every result, the first one as asked for, then the variants. */
  readonly results: readonly Result[]
  /** What the engine cannot do, so that no variant shows it. */
  readonly cannot: readonly string[]
  readonly events: readonly unknown[]
}

/** What the demo reads of the API's answers; a client knows no more than it needs. */
type Made = { readonly id: string }
type Capability = { readonly can: boolean }
type Engine = { readonly capabilities: { readonly strength: Capability; readonly maskedArea: Capability } }
type History = { readonly events: readonly unknown[] }

/**
 * The whole main job through the public API: a character, a picture of it, a mask, "add a banana", a new picture; then three more of
 * the masked area alone, at less than full strength. Writes source.png, mask.png, result.png, compare.png, the variants and
 * lineage.json; what it reports is computed from the downloaded files.
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
  const subject = { characterId, sourceImageId: source.id, source: decodePng(sourceBytes), mask: ellipseMask(source.width, source.height) }
  const asked = await editAll(client, subject, options.edit, options)
  const { wish, cannot } = await variants(client, options.edit)
  const varied = await editAll(client, subject, wish, options)
  const results = [...asked, ...varied]
  const [first] = asked
  if (first === undefined) throw new Error('the server made no picture')

  const write = (name: string, content: Uint8Array | string): void => writeFileSync(join(options.outDir, name), content)
  write('source.png', sourceBytes)
  write('mask.png', first.maskBytes)
  for (const [index, { bytes }] of results.entries()) write(index === 0 ? 'result.png' : `result-${index + 1}.png`, bytes)
  write('compare.png', comparison(subject.source, decodePng(first.maskBytes), decodePng(first.bytes)))
  write('lineage.json', `${JSON.stringify(await client.get(`/api/v1/images/${first.told.imageId}/lineage`), null, 2)}\n`)
  const { events } = (await client.get(`/api/v1/jobs/${first.told.promptId}/history`)) as History
  say(`written to ${options.outDir}`)
  const told = results.map((result) => result.told)
  return {
    outsideChangedBytes: told.reduce((sum, result) => sum + result.outsideChangedBytes, 0),
    insideChangedPercent: first.told.insideChangedPercent,
    maskCoveragePct: first.maskCoveragePct,
    promptId: first.told.promptId,
    sourceImageId: source.id,
    resultImageId: first.told.imageId,
    engine: first.engine,
    results: told,
    cannot,
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
  })) as { readonly promptId: string }
  return imageOf(client, accepted.promptId, options.timeoutMs)
}

/** As far as this engine can: three of the masked area, at six tenths of the strength. */
async function variants(
  client: StudioClient,
  { prompt }: EditWish,
): Promise<{ readonly wish: EditWish; readonly cannot: readonly string[] }> {
  const { capabilities } = (await client.get('/api/v1/engine')) as Engine
  const { strength, maskedArea } = capabilities
  return {
    wish: { prompt, count: 3, area: maskedArea.can ? 'masked' : 'whole', strength: strength.can ? 0.6 : 1 },
    cannot: [...(strength.can ? [] : ['strength']), ...(maskedArea.can ? [] : ['area'])],
  }
}
