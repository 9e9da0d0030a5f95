import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { replayRecording, replayShapes } from './replay-recording.contract.ts'
import type { Step } from './replay-recording.contract.ts'
import { startEmulator } from './start-emulator.ts'
import type { Emulator } from './start-emulator.ts'
import type { ProfileName } from './profile.ts'
import { parsePythonJson } from './python-json.ts'

const recordingsDir = join(__dirname, 'recordings')
const grey = {
  paint: async ({ widthPx, heightPx }: { widthPx: number; heightPx: number }) => ({ rgb: new Uint8Array(widthPx * heightPx * 3) }),
  close: async () => undefined,
}

type Graphs = Readonly<Record<string, Readonly<Record<string, unknown>>>>
type Difference = { readonly $graph: string; readonly nodes: Readonly<Record<string, unknown>>; readonly removed: readonly string[] }

const graphs = JSON.parse(readFileSync(join(recordingsDir, 'graphs.json'), 'utf8')) as Graphs

/** Recorded pauses are shortened; graphs are written out. */
function stepsOf(profile: ProfileName, scenario: string): readonly Step[] {
  const text = readFileSync(join(recordingsDir, profile, `${scenario}.json`), 'utf8')
  const quicker = corrected(text, scenario).replace(/SLOW:(\d+)/g, (_found, ms: string) => `SLOW:${Math.ceil(Number(ms) / 3)}`)
  return (writtenOut(parsePythonJson(quicker)) as { readonly steps: readonly Step[] }).steps
}

/** The recorder wrote the first two requests of `cached` down after it had changed their graph for the third. */
function corrected(text: string, scenario: string): string {
  if (scenario !== 'cached') return text
  const isEarly = (line: string) => line.includes('"POST"') && !line.includes('-000000000232')
  return text
    .split('\n')
    .map((line) => (isEarly(line) ? line.replace('"cache-again"', '"cache"') : line))
    .join('\n')
}

function writtenOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writtenOut)
  if (value === null || typeof value !== 'object') return value
  if ('$graph' in value) {
    const { $graph, nodes, removed } = value as Difference
    return Object.fromEntries(Object.entries({ ...graphs[$graph], ...nodes }).filter(([id]) => !removed.includes(id)))
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, writtenOut(item)]))
}

/** Smaller uploads were no pictures. */
const leastPictureBytes = 60

/** The picture that most recordings were made with. */
const recordedSource = '6c977e4f2492f51bef8d1c0615f422889f682e6e247db2fd0d18708c5632d310'

const standIns = new Map<string, Uint8Array>()
let picture: Uint8Array

/** Uploads that were no pictures are no pictures here either; the rest are one picture, made unlike each other by bytes at its end. */
function standIn(sha256: string, bytes = Infinity): Uint8Array {
  if (bytes < leastPictureBytes) return Buffer.from('no picture at all')
  const known = standIns.get(sha256) ?? Buffer.concat([picture, createHash('sha256').update(sha256).digest()])
  standIns.set(sha256, known)
  return known
}

describe.each(['0.33.0', '0.3.64'] as const)('the emulator as ComfyUI %s', (profile) => {
  let dir: string
  let emulator: Emulator

  async function start(): Promise<void> {
    dir = mkdtempSync(join(tmpdir(), 'conformance-'))
    mkdirSync(join(dir, 'input'))
    picture ??= await sharp({ create: { width: 64, height: 96, channels: 4, background: { r: 9, g: 99, b: 199, alpha: 0.5 } } })
      .png()
      .toBuffer()
    for (const name of ['source', 'v']) writeFileSync(join(dir, 'input', `${name}.png`), standIn(recordedSource))
    writeFileSync(join(dir, 'input', 'face.png'), standIn('face'))
    emulator = await startEmulator({
      port: 0,
      dir,
      profile,
      recordingsDir,
      painter: grey,
      stepMs: 0,
      likeRecorded: true,
      pulid: 'with-finder',
    })
  }
  async function stop(): Promise<void> {
    await emulator.close()
    rmSync(dir, { recursive: true })
  }
  /** A run that only leaves its traces in the cache, as one did before the recording. */
  async function runFirst(graph: string, image: string): Promise<void> {
    const words = { class_type: 'CLIPTextEncode', inputs: { text: 'something else', clip: ['2', 0] } }
    const prompt = { ...graphs[graph], 7: { class_type: 'LoadImage', inputs: { image } }, ...(image === 'source.png' ? { 4: words } : {}) }
    const posted = await fetch(`${emulator.url}/prompt`, { method: 'POST', body: JSON.stringify({ prompt }) })
    expect(posted.status).toBe(200)
    await idle()
  }
  async function idle(): Promise<void> {
    const remaining = async () =>
      ((await (await fetch(`${emulator.url}/prompt`)).json()) as { exec_info: { queue_remaining: number } }).exec_info.queue_remaining
    while ((await remaining()) > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  /** Even a refused prompt is counted; one of the recording's places in the queue depends on how many there were. */
  async function countTo(prompts: number): Promise<void> {
    for (let count = 0; count < prompts; count++) await fetch(`${emulator.url}/prompt`, { method: 'POST', body: '{}' })
  }

  describe('in one sitting', () => {
    beforeAll(start)
    beforeEach(idle)
    afterAll(stop)

    it.each(['boot', 'upload', 'validation', 'inpaint_run', 't2i_run'])('%s', async (scenario) => {
      await replayRecording(emulator.url, stepsOf(profile, scenario), standIn)
    })

    it('other_graphs', async () => {
      await replayRecording(emulator.url, stepsOf(profile, 'other_graphs'), standIn)
    })

    it.each(['cached', 'queue', 'interrupt', 'exec_error', 'no_client', 'view', 'jobs_api'])('%s', async (scenario) => {
      if (scenario === 'queue') await countTo(60)
      if (scenario === 'no_client' && profile === '0.33.0') await runFirst('fill', 'source.png')
      if (scenario === 'jobs_api') await runFirst('fill', 'face.png')
      await replayRecording(emulator.url, stepsOf(profile, scenario), standIn)
    })
  })

  describe('freshly started', () => {
    beforeAll(start)
    afterAll(stop)

    it.each(['accepted_but', 'reconnect'])('%s', async (scenario) => {
      await replayRecording(emulator.url, stepsOf(profile, scenario), standIn)
    })
  })

  it.each(['zz_extra_data_null', 'zz_worker_death'])('%s', async (scenario) => {
    await start()
    if (scenario === 'zz_extra_data_null') await runFirst('fill', 'source.png')
    await replayRecording(emulator.url, stepsOf(profile, scenario), standIn)
    await stop()
  })
})

/** Scenarios that need no model, draw nothing and kill nothing: fit for any server, somebody's own included. */
const harmless = ['boot', 'upload', 'validation']

/** A server that has to be asked what it is; without one these cases are our own two. */
const foreign = process.env['COMFY_CONFORMANCE_URL']

describe.each<ProfileName | 'COMFY_CONFORMANCE_URL'>([
  '0.33.0',
  '0.3.64',
  ...(foreign === undefined ? [] : ['COMFY_CONFORMANCE_URL' as const]),
])('any server of the kind of %s', (which) => {
  let dir: string
  let emulator: Emulator | null = null
  let url: string
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'conformance-'))
    picture ??= await sharp({ create: { width: 64, height: 96, channels: 4, background: '#09639980' } })
      .png()
      .toBuffer()
    if (which !== 'COMFY_CONFORMANCE_URL') emulator = await startEmulator({ port: 0, dir, profile: which, recordingsDir, painter: grey })
    url = emulator?.url ?? (foreign ?? '').replace(/\/+$/, '')
  })
  afterAll(async () => {
    await emulator?.close()
    rmSync(dir, { recursive: true })
  })
  const profileOf = async (): Promise<ProfileName> => ((await fetch(`${url}/api/jobs?limit=1`)).status === 200 ? '0.33.0' : '0.3.64')
  const uploadSource = async (): Promise<void> => {
    for (const name of ['source.png', 'v.png']) {
      const form = new FormData()
      form.append('image', new Blob([new Uint8Array(picture)], { type: 'image/png' }), name)
      form.append('overwrite', 'true')
      expect((await fetch(`${url}/upload/image`, { method: 'POST', body: form })).status).toBe(200)
    }
  }

  it.each(harmless)('%s: the statuses, types and names of the recording', async (scenario) => {
    await uploadSource()
    expect(await replayShapes(url, stepsOf(await profileOf(), scenario), standIn)).toBeGreaterThan(5)
  })
})
