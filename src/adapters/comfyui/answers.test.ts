import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { RunHint } from '../../application/ports/image-engine.ts'
import { explainExecutionError, explainRejection } from './explain-failure.ts'
import { readBinaryFrame, readTextFrame } from './frames.ts'
import { parseLenientJson } from './lenient-json.ts'
import { readQueue } from './queue-view.ts'
import { stateInHistory, stateInQueue } from './run-state.ts'

type Refusal = { readonly note: string | null; readonly status: number; readonly body: unknown }
type Recorded = { readonly frame?: { readonly type: string; readonly data: unknown } }

const versions = ['0.3.64', '0.33.0']
const recording = <T>(version: string, file: string): T =>
  JSON.parse(readFileSync(join(__dirname, 'recordings', version, file), 'utf8')) as T
const historyOf = (version: string, scenario: string): unknown => recording<Record<string, unknown>>(version, 'histories.json')[scenario]
const id = '00000000-0000-4000-8000-000000000001'
const image = (filename: string, type = 'output', subfolder = 'persona-studio') => ({ filename, subfolder, type })
const success = (images: readonly unknown[]) => ({
  [id]: { outputs: { '12': { images } }, status: { status_str: 'success', completed: true, messages: [] } },
})

describe.each(versions)('what ComfyUI %s was recorded to say', (version) => {
  it('given each refusal, then a person reads a sentence of ours', () => {
    const refusals = recording<readonly Refusal[]>(version, 'refusals.json').filter((one) => one.status !== 500)
    expect(refusals.length).toBeGreaterThan(25)
    for (const { body } of refusals) {
      const failure = explainRejection(body)
      expect(failure).toMatchObject({ class: 'rejected', code: 'engine-rejected' })
      expect(failure.detail).toMatch(/^The engine refused the workflow\. \S.*\.$/)
      expect(failure.detail).not.toMatch(/passwd|nobody\.png|base64|invalid literal/)
    }
  })

  it('given a class that is not installed, then it is named, whichever form the refusal has', () => {
    const refusal = recording<readonly Refusal[]>(version, 'refusals.json').find((one) => one.note === 'class not installed')
    expect(explainRejection(refusal?.body).detail).toContain('node class NoSuchNode is not installed')
  })

  it('given a 200 with node_errors, then it explains itself like a refusal', () => {
    const refusal = recording<readonly Refusal[]>(version, 'refusals.json').find((one) => one.status === 200)
    expect(explainRejection(refusal?.body).detail).toContain('cannot be used')
  })

  it('given a run that was interrupted, then it is cancelled, though the server calls it an error', () => {
    expect(stateInHistory({ [id]: historyOf(version, 'interrupt 250') }, id)).toEqual({ state: 'cancelled' })
  })

  it('given errors at execution, then out of memory is told apart, and no path leaves', () => {
    const failureOf = (scenario: string) => {
      const state = stateInHistory({ [id]: historyOf(version, scenario) }, id)
      return state.state === 'failed' ? state.failure : null
    }
    expect(failureOf('exec_error 260')).toEqual({
      class: 'engine-error',
      code: 'engine-error',
      detail: 'The engine failed at KSampler with RuntimeError: stub model failed as asked',
    })
    expect(failureOf('exec_error 261')).toMatchObject({ class: 'out-of-memory', code: 'engine-out-of-memory' })
    expect(failureOf('exec_error 263')?.detail).toBe(
      'The engine failed at LoadImage with PIL.UnidentifiedImageError: cannot identify image file (left out)',
    )
  })

  it('given a success, then times and cached nodes come along', () => {
    const entry = historyOf(version, 'inpaint_run 200') as { readonly outputs: object }
    const ours = { ...entry, outputs: { '13': { images: [image(`${id}_00001_.png`)] } } }
    const state = stateInHistory({ [id]: ours }, id)
    expect(state).toMatchObject({
      state: 'done',
      outputs: [{ index: 0, ref: `output/persona-studio/${id}_00001_.png` }],
      timings: { cachedNodes: 5 },
    })
    if (state.state !== 'done') throw new Error('not done')
    expect((state.timings.finishedAt ?? 0) - (state.timings.startedAt ?? 0)).toBeGreaterThan(0)
  })

  it('given the recorded frames of a run, then steps rise to their end and the run’s end asks for a look', () => {
    for (const { frames } of recording<readonly { readonly frames: readonly Recorded[] }[]>(version, 'frames.json')) {
      const hints = frames
        .flatMap(({ frame }) => (frame === undefined ? [] : [readTextFrame(JSON.stringify(frame)).hint]))
        .filter((hint): hint is RunHint => hint !== null)
      const steps = hints.flatMap((hint) => (hint.kind === 'progress' ? [hint.step] : []))
      expect(steps).toEqual([...steps].sort((one, other) => one - other))
      expect(hints.find((hint) => hint.kind === 'progress' && hint.step === hint.steps)).toMatchObject({ progress: 1 })
      expect(hints.at(-1)).toEqual({ kind: 'changed' })
    }
  })
})

describe('stateInHistory', () => {
  it('given nothing, an empty object or another run, then unknown', () => {
    for (const answer of [undefined, null, {}, [], 'x', { other: success([]) }])
      expect(stateInHistory(answer, id)).toEqual({ state: 'unknown' })
  })

  it.each([
    ['no file', []],
    ['a file of the temp folder', [image(`${id}_00001_.png`, 'temp')]],
    ['a file of another run', [image('00000000-0000-4000-8000-000000000002_00001_.png')]],
    ['a file in another folder', [image(`${id}_00001_.png`, 'output', '')]],
    ['a name that leads away', [image(`${id}_/../../secret.png`)]],
    ['a name with odd characters', [image(`${id}_\u0000&type=input.png`)]],
  ])('given a success with %s, then the output is invalid', (_, images) => {
    expect(stateInHistory(success(images), id)).toMatchObject({
      state: 'failed',
      failure: { class: 'output-invalid', code: 'output-invalid' },
    })
  })

  it('given an error with outputs and completed false, then the status decides', () => {
    const entry = {
      outputs: { '12': { images: [image(`${id}_00001_.png`)] } },
      status: { status_str: 'error', completed: false, messages: [] },
    }
    expect(stateInHistory({ [id]: entry }, id)).toMatchObject({ state: 'failed', failure: { class: 'engine-error' } })
  })

  it('given no status at all, then it is not done', () => {
    expect(stateInHistory({ [id]: { outputs: { '12': { images: [image(`${id}_00001_.png`)] } } } }, id)).toMatchObject({ state: 'failed' })
  })
})

describe('explainExecutionError', () => {
  it('given addresses, paths and our own prompt in the message, then none leaves', () => {
    const error = (exception_message: string) => ({ exception_type: 'X', node_type: 'KSampler', exception_message })
    const detail = explainExecutionError(
      error('cannot reach http://10.1.2.3:8188/x or gpu-7.internal:8188 from /root/ComfyUI/main.py'),
      [],
    ).detail
    expect(detail).not.toMatch(/10\.1|gpu-7|ComfyUI|8188/)
    expect(explainExecutionError(error('bad token in add a banana on her head'), ['add a banana on her head']).detail).toBe(
      'The engine failed at KSampler with X.',
    )
  })

  it('given a message without end, then 500 characters at most', () => {
    expect(explainExecutionError({ exception_message: 'word '.repeat(900) }, []).detail.length).toBeLessThanOrEqual(500)
  })
})

describe('readQueue', () => {
  const item = (number: number, promptId: string) => [number, promptId, {}, { client_id: 'persona-studio-1' }, ['9']]

  it('given a heap as it lies in memory, then places count in the order in which runs will start', () => {
    const queue = readQueue({ queue_running: [item(1, 'a')], queue_pending: [item(-5, 'c'), item(9, 'e'), item(3, 'd')] })
    if (queue === null) throw new Error('no queue')
    expect(stateInQueue(queue, 'a')).toEqual({ state: 'running' })
    expect(stateInQueue(queue, 'c')).toEqual({ state: 'queued', ahead: 1 })
    expect(stateInQueue(queue, 'e')).toEqual({ state: 'queued', ahead: 3 })
    expect(stateInQueue(queue, 'z')).toBeNull()
  })

  it('given something else, then it is not an empty queue', () => {
    for (const answer of [null, {}, { queue_running: [] }, [], 'busy']) expect(readQueue(answer)).toBeNull()
  })
})

describe('parseLenientJson', () => {
  it('given numbers that are not finite, then null stands in their place, but texts stay', () => {
    expect(parseLenientJson('{"cfg": NaN, "a": [-Infinity, Infinity], "text": "say \\"NaN\\" and Infinity"}')).toEqual({
      cfg: null,
      a: [null, null],
      text: 'say "NaN" and Infinity',
    })
    expect(parseLenientJson('<html>')).toBeUndefined()
  })
})

describe('readTextFrame', () => {
  const nodesOf = (value: number, max: number) => ({
    type: 'progress_state',
    data: { prompt_id: id, nodes: { '10': { value, max, state: 'running' } } },
  })

  it('given a node with steps, then its steps; given one without, a step beyond the last or nonsense, then nothing', () => {
    expect(readTextFrame(JSON.stringify(nodesOf(3, 4))).hint).toEqual({ kind: 'progress', step: 3, steps: 4, progress: 0.75 })
    for (const frame of [
      nodesOf(0, 1),
      nodesOf(5, 4),
      nodesOf(-1, 4),
      { type: 'progress', data: { prompt_id: id, value: 1, max: 1 } },
      { type: 'status' },
      [],
      7,
    ]) {
      expect(readTextFrame(JSON.stringify(frame)).hint).toBeNull()
    }
  })
})

describe('readBinaryFrame', () => {
  const frame = (event: number, second: number, ...rest: readonly Uint8Array[]): Uint8Array => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(event, 0)
    head.writeUInt32BE(second, 4)
    return new Uint8Array(Buffer.concat([head, ...rest]))
  }
  const jpeg = Uint8Array.from([0xff, 0xd8, 0xff])
  const about = new TextEncoder().encode(JSON.stringify({ prompt_id: id, image_type: 'image/png' }))

  it('given a preview with ids, then it belongs to them', () => {
    expect(readBinaryFrame(frame(4, about.length, about, jpeg), null)).toEqual({
      promptId: id,
      hint: { kind: 'preview', mime: 'image/png', bytes: jpeg },
    })
  })

  it('given a preview without ids, then it belongs to what executes', () => {
    expect(readBinaryFrame(frame(1, 1, jpeg), id)).toEqual({ promptId: id, hint: { kind: 'preview', mime: 'image/jpeg', bytes: jpeg } })
    expect(readBinaryFrame(frame(1, 1, jpeg), null).promptId).toBeNull()
  })

  it('given a text frame, a cut frame or a length that lies, then nothing', () => {
    for (const bytes of [frame(3, 2), new Uint8Array(3), frame(4, 9_999, about)]) expect(readBinaryFrame(bytes, id).hint).toBeNull()
  })
})
