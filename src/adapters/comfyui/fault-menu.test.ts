import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { EngineUnreachable, plainNeed, type ImageEngine, type RunState } from '../../application/ports/image-engine.ts'
import { faultMenu } from '../comfyui-emulator/fault-menu.ts'
import { startEmulator, type Emulator } from '../comfyui-emulator/start-emulator.ts'
import { imagingWork } from '../imaging/imaging-work.ts'
import { silentLog } from '../memory/test-world.ts'
import { systemClock } from '../system/system-clock.ts'
import { comfyuiEngine } from './comfyui-engine.ts'

const size = { widthPx: 64, heightPx: 64 }
const id = '00000000-0000-4000-8000-00000000feed'
const plainPainter = {
  paint: async ({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }) => ({
    rgb: new Uint8Array(widthPx * heightPx * 3),
  }),
  close: async () => undefined,
}

/** What the adapter makes of each fault of the menu: the picture, a class of failure, or that nobody knows. */
const outcomes: Readonly<Record<string, string>> = {
  'answer-500': 'submission unknown, run unknown',
  'answer-502': 'submission unknown, run unknown',
  'answer-503': 'submission unknown, run unknown',
  'answer-429': 'submission unknown, run unknown',
  'answer-html': 'submission unknown, run unknown',
  'answer-redirect': 'submission unknown, run unknown',
  'refuse-nodes': 'submission rejected',
  'lose-answer': 'submission unknown, picture',
  'slow-answer': 'submission unknown, run unknown',
  'foreign-id': 'submission rejected',
  'clock-ahead': 'picture',
  'accept-twice': 'picture',
  'forget-run': 'run unknown',
  slow: 'still running',
  'out-of-memory': 'failed out-of-memory',
  'node-error': 'failed engine-error',
  'no-outputs': 'failed output-invalid',
  'late-history': 'picture',
  'short-history': 'picture',
  'foreign-path': 'failed output-invalid',
  'many-outputs': 'picture',
  'empty-picture': 'no picture: output-invalid',
  'cut-picture': 'no picture: output-invalid',
  'other-picture': 'no picture: output-invalid',
  'huge-picture': 'no picture: output-invalid',
  'html-picture': 'no picture: output-invalid',
  'redirected-picture': 'picture unreachable',
  'silent-frames': 'picture',
  'doubled-frames': 'picture',
  'foreign-frames': 'picture',
  'shuffled-frames': 'picture',
  restart: 'run unknown',
  'worker-dead': 'still running',
  'queue-stall': 'still queued',
  'deaf-sockets': 'picture',
  'ignore-interrupt': 'picture',
  'misdirect-interrupt': 'picture',
}

describe('the engine before each fault of the menu', () => {
  let dir: string
  let emulator: Emulator
  let engine: ImageEngine
  const open = (fault: string): ImageEngine =>
    comfyuiEngine({
      backends: [{ backendId: 'pod-1', url: emulator.url, shared: false, headers: { 'X-Emulator-Fault': fault } }],
      workflowsDir: join(__dirname, '../../../workflows'),
      codec: { ...imagingWork, close: async () => undefined },
      clock: systemClock(),
      log: silentLog,
      depth: 2,
      enginePollMs: 10,
      answerTimeoutMs: 1_900,
    })
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'fault-menu-'))
    const recordingsDir = join(__dirname, '../comfyui-emulator/recordings')
    emulator = await startEmulator({ port: 0, dir, recordingsDir, painter: plainPainter, stepMs: 1, faultMenu: true })
  })
  afterEach(async () => {
    await engine.close()
    await emulator.close()
    rmSync(dir, { recursive: true })
  })
  const order = (body: unknown): Promise<Response> =>
    fetch(`${emulator.url}/emulator/faults`, { method: 'POST', body: JSON.stringify(body) })

  it('then every one of them is known here', () => {
    engine = open('')
    expect(Object.keys(outcomes).sort()).toEqual(Object.keys(faultMenu).sort())
  })

  it.each(Object.entries(outcomes))('given %s, then it comes to: %s', async (fault, expected) => {
    engine = open(fault)
    expect(await courseOf(engine, () => (faultMenu[fault]?.scope === 'engine' ? order({ fault }) : null))).toBe(expected)
  })

  it('given a fault that is armed for the next request, then that one meets it and the one after does not', async () => {
    engine = open('')
    await order({ fault: 'out-of-memory' })
    expect(await courseOf(engine)).toBe('failed out-of-memory')
    expect(await courseOf(engine, undefined, id.replace('feed', 'beef'))).toBe('picture')
  })

  it('given faults that hold until they are taken away, then they are', async () => {
    engine = open('')
    await order({ fault: 'queue-stall' })
    expect(await courseOf(engine)).toBe('still queued')
    await fetch(`${emulator.url}/emulator/faults`, { method: 'DELETE' })
    expect(await courseOf(engine, undefined, id.replace('feed', 'beef'))).toBe('picture')
  })

  it('given an emulator without the menu, then neither header nor address does anything', async () => {
    const plainDir = mkdtempSync(join(tmpdir(), 'no-menu-'))
    const recordingsDir = join(__dirname, '../comfyui-emulator/recordings')
    const plain = await startEmulator({ port: 0, dir: plainDir, recordingsDir, painter: plainPainter, stepMs: 1 })
    const answer = await fetch(`${plain.url}/emulator/faults`, { method: 'POST', body: '{"fault":"queue-stall"}' })
    const prompt = await fetch(`${plain.url}/prompt`, { method: 'POST', body: '{}', headers: { 'X-Emulator-Fault': 'answer-503' } })
    expect([answer.status, prompt.status]).toEqual([405, 400])
    engine = open('')
    await plain.close()
    rmSync(plainDir, { recursive: true })
  })
})

/** Sends a run and follows it to a picture or to what is said in its place. */
async function courseOf(
  engine: ImageEngine,
  afterSubmission: () => Promise<unknown> | null = () => null,
  engineJobId = id,
): Promise<string> {
  const chosen = await engine.choose(plainNeed('generate', size))
  if (!chosen.ok) throw new Error('the emulator cannot generate')
  const params = { ...chosen.value, seed: 1 }
  const prepared = engine.prepare({ kind: 'generate', engineJobId, prompt: 'a', negativePrompt: '', inputs: [], params })
  const order = afterSubmission()
  if (order !== null) await order
  const submitted = await engine.submit('pod-1', prepared).then(({ outcome }) => outcome, unknownIf)
  if (submitted === 'rejected') return 'submission rejected'
  if (order !== null && submitted === 'accepted') await afterSubmission()
  const before = submitted === 'accepted' ? '' : 'submission unknown, '
  const state = await stateOf(engine, engineJobId)
  if (state.state === 'failed') return `${before}failed ${state.failure.class}`
  if (state.state !== 'done') return `${before}${state.state === 'unknown' ? 'run unknown' : `still ${state.state}`}`
  const picture = await engine.fetchOutput('pod-1', state.outputs[0]?.ref ?? '', size).catch(unknownIf)
  if (picture === 'unknown') return `${before}picture unreachable`
  return picture.ok ? `${before}picture` : `${before}no picture: ${picture.rejection.class}`
}

async function stateOf(engine: ImageEngine, engineJobId: string): Promise<RunState> {
  const deadlineMs = Date.now() + 2_500
  for (;;) {
    const state = await engine.lookUp('pod-1', engineJobId)
    const isWaiting = state.state === 'queued' || state.state === 'running'
    if (!isWaiting || Date.now() > deadlineMs) return state
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function unknownIf(error: unknown): 'unknown' {
  if (error instanceof EngineUnreachable) return 'unknown'
  throw error
}
