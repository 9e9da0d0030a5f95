import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fold } from '../decider.ts'
import { generationJob, type GenerationJob, type GenerationJobCommand } from '../generation-job/generation-job.ts'
import type { GenerationJobEvent, GenerationRequested } from '../generation-job/generation-job-events.ts'
import type { JobCommand } from './job.ts'
import type { FailureClass, JobErrorCode } from './job-events.ts'
import { isEnded } from './job-state.ts'

const asked: GenerationRequested['data'] = {
  jobId: 'j',
  batchId: 'b',
  ownerId: 'u',
  characterId: 'c',
  requestedAt: '2030-01-01T00:00:00.000Z',
  prompt: 'a portrait',
  userPrompt: '',
  negativePrompt: '',
  studio: { scene: 'night_out', environment: 'office', outfit: 'jeans', aspectRatio: '1:1', qualityMode: 'draft', nsfw: false },
  params: {
    workflowId: 'w',
    workflowVersion: 1,
    seed: 1,
    steps: 9,
    cfg: 1,
    guidance: 1,
    sampler: 'euler',
    scheduler: 'simple',
    denoise: 1,
    width: 64,
    height: 64,
    negativePromptUsed: false,
  },
  outputCount: 1,
}
const requested: GenerationJobEvent = { type: 'GenerationRequested', data: asked }
const started = (attempt: number): GenerationJobEvent => ({
  type: 'SubmissionStarted',
  data: { attempt, engineJobId: `e${attempt}`, backendId: 'pod-1', engine: 'preview', workflowSha256: 'f'.repeat(64) },
})
const queued = (attempt: number): GenerationJobEvent => ({ type: 'WorkflowQueued', data: { attempt, engineJobId: `e${attempt}` } })
const failed = (attempt: number, failureClass: FailureClass = 'lost'): GenerationJobEvent => ({
  type: 'AttemptFailed',
  data: { attempt, class: failureClass, code: 'engine-lost', detail: '', retryAt: '2030-01-01T00:00:02.000Z' },
})
const received = (attempt: number, indexes = [0]): GenerationJobEvent => ({
  type: 'OutputReceived',
  data: {
    attempt,
    engineJobId: `e${attempt}`,
    warnings: [],
    outputs: indexes.map((index) => ({ index, ref: `r${index}` })),
    timings: { startedAt: null, finishedAt: null, cachedNodes: 0 },
  },
})
const persisted = (index: number): GenerationJobEvent => ({
  type: 'OutputPersisted',
  data: { index, assetId: `a${index}`, sha256: 'f'.repeat(64), bytes: 1, mime: 'image/png', width: 64, height: 64 },
})
const cancelling: GenerationJobEvent = { type: 'CancellationRequested', data: {} }
const cancelled: GenerationJobEvent = { type: 'JobCancelled', data: { phase: 'queued' } }
const completed: GenerationJobEvent = { type: 'JobCompleted', data: { outputCount: 1, attempts: 1 } }

/** The builders above lose which event they make; each use names it again. */
const dataOf = (event: GenerationJobEvent): never => event.data as never

const submission = (attempt: number): JobCommand => ({ type: 'StartSubmission', data: dataOf(started(attempt)) })
const failure = (attempt: number, failureClass: FailureClass = 'lost', code: JobErrorCode = 'engine-lost'): JobCommand => ({
  type: 'FailAttempt',
  data: { attempt, class: failureClass, code, detail: 'why', nowMs: Date.parse('2030-01-01T00:00:00.000Z'), chance: 1 },
})
const cancel: JobCommand = { type: 'RequestCancellation', data: {} }

const given = (...history: readonly GenerationJobEvent[]) => ({
  when: (command: GenerationJobCommand) => generationJob.decide(command, fold(generationJob, history)),
})
const ok = (...events: readonly GenerationJobEvent[]) => ({ ok: true, value: events })
const refused = (type: string, more: object = {}) => ({ ok: false, rejection: { type, ...more } })

describe('a job', () => {
  it('given nothing, when asked for, then it is requested, once', () => {
    expect(given().when({ type: 'RequestGeneration', data: asked })).toEqual(ok(requested))
    expect(given(requested).when({ type: 'RequestGeneration', data: asked })).toEqual(refused('JobExists'))
    expect(given().when(cancel)).toEqual(refused('JobUnknown'))
  })

  it('given a waiting job, when its next attempt is submitted, then the intent is recorded; any other number is elsewhere', () => {
    expect(given(requested).when(submission(1))).toEqual(ok(started(1)))
    expect(given(requested).when(submission(2))).toEqual(refused('JobElsewhere', { found: 'waiting' }))
    expect(given(requested, started(1)).when(submission(1))).toEqual(refused('JobElsewhere', { found: 'submitting' }))
    expect(given(requested, started(1), failed(1)).when(submission(2))).toEqual(ok(started(2)))
  })

  it('given a second attempt, when the first one reports late, then nobody listens', () => {
    const second = given(requested, started(1), queued(1), failed(1), started(2), queued(2))
    expect(second.when({ type: 'ReceiveOutput', data: dataOf(received(1)) })).toEqual(refused('JobElsewhere', { found: 'running' }))
    expect(second.when(failure(1))).toEqual(refused('JobElsewhere', { found: 'running' }))
    expect(second.when({ type: 'ReceiveOutput', data: dataOf(received(2)) })).toEqual(ok(received(2)))
  })

  it('given outputs, when one is missing, then it cannot be completed; a repeat of one that is there changes nothing', () => {
    const half = given(requested, started(1), queued(1), received(1, [0, 1]), persisted(0))
    expect(half.when({ type: 'Complete', data: {} })).toEqual(refused('OutputsMissing', { missing: 1 }))
    expect(half.when({ type: 'PersistOutput', data: dataOf(persisted(0)) })).toEqual(ok())
    expect(half.when({ type: 'PersistOutput', data: dataOf(persisted(7)) })).toEqual(refused('JobElsewhere', { found: 'storing' }))
    expect(given(requested, started(1), received(1), persisted(0)).when({ type: 'Complete', data: {} })).toEqual(ok(completed))
  })

  describe('failing', () => {
    it('given a failure that may pass, then the next attempt is due later', () => {
      const answer = given(requested, started(1)).when(failure(1))
      expect(answer).toEqual(
        ok({
          type: 'AttemptFailed',
          data: { attempt: 1, class: 'lost', code: 'engine-lost', detail: 'why', retryAt: '2030-01-01T00:00:02.000Z' },
        }),
      )
    })

    it('given a failure before the submission, then it counts as the next attempt', () => {
      expect(given(requested).when(failure(1, 'unreachable'))).toMatchObject({
        ok: true,
        value: [{ type: 'AttemptFailed', data: { attempt: 1 } }],
      })
      expect(given(requested, failed(1)).when(failure(1))).toEqual(refused('JobElsewhere', { found: 'waiting' }))
    })

    it('given a failure before the submission that is the last one, then it is counted among the attempts', () => {
      const before = [1, 2, 3, 4].map((attempt) => failed(attempt, 'unreachable'))
      expect(given(requested, ...before).when(failure(5, 'unreachable'))).toMatchObject({
        ok: true,
        value: [
          { type: 'AttemptFailed', data: { attempt: 5 } },
          { type: 'JobFailed', data: { attempts: 5 } },
        ],
      })
    })

    it.each<[string, readonly FailureClass[], string]>([
      ['a refusal by the engine ends at once', ['rejected'], 'rejected'],
      ['an error of the engine gets one more try', ['engine-error', 'engine-error'], 'engine-error'],
      ['lack of memory gets one more try', ['out-of-memory', 'out-of-memory'], 'out-of-memory'],
      ['a bad picture gets one more try', ['output-invalid', 'output-invalid'], 'output-invalid'],
      ['five failures of any kind are enough', ['lost', 'unreachable', 'lost', 'timeout', 'storage'], 'quarantined'],
      ['three dead workers or pods are enough', ['worker-died', 'lost', 'pod-died', 'worker-died'], 'quarantined'],
    ])('%s', (_rule, classes, ending) => {
      const last = classes.length
      const before = classes.slice(0, -1).flatMap((failureClass, index) => [started(index + 1), failed(index + 1, failureClass)])
      const answer = given(requested, ...before, started(last)).when(failure(last, classes.at(-1)))
      expect(answer).toMatchObject({ ok: true, value: [{ type: 'AttemptFailed' }, { type: 'JobFailed', data: { class: ending } }] })
      const beforeLast = given(requested, ...before.slice(0, -2), started(Math.max(last - 1, 1))).when(
        failure(Math.max(last - 1, 1), classes.at(-2) ?? 'lost'),
      )
      expect(beforeLast).toMatchObject({ ok: true, value: [{ type: 'AttemptFailed' }] })
      expect(beforeLast.ok && beforeLast.value).toHaveLength(1)
    })
  })

  describe('cancelling', () => {
    it('given a job that is not stored yet, then it may be cancelled, and asking twice changes nothing', () => {
      for (const history of [[requested], [requested, started(1)], [requested, started(1), queued(1)]]) {
        expect(given(...history).when(cancel)).toEqual(ok(cancelling))
        expect(given(...history, cancelling).when(cancel)).toEqual(ok())
        expect(given(...history, cancelling).when({ type: 'ConfirmCancelled', data: { phase: 'queued' } })).toEqual(ok(cancelled))
      }
    })

    it('given a received output, then it is too late', () => {
      expect(given(requested, started(1), queued(1), received(1)).when(cancel)).toEqual(refused('TooLateToCancel'))
    })

    it('given a cancellation, then a result that comes after it is ignored', () => {
      const history = given(requested, started(1), queued(1), cancelling)
      expect(history.when({ type: 'ReceiveOutput', data: dataOf(received(1)) })).toEqual(refused('JobElsewhere', { found: 'cancelling' }))
      expect(history.when(failure(1))).toEqual(refused('JobElsewhere', { found: 'cancelling' }))
    })

    it('given a run that could not be stopped, then the job warns of it', () => {
      const job = fold(generationJob, [
        requested,
        started(1),
        cancelling,
        { type: 'JobCancelled', data: { phase: 'finishes-in-background' } },
      ])
      expect(job).toMatchObject({ status: 'cancelled', warnings: ['finishes-in-background'] })
    })
  })

  it('given an ended job, then every command is told how it ended', () => {
    expect(given(requested, started(1), queued(1), received(1), persisted(0), completed).when(cancel)).toEqual(
      refused('JobEnded', { state: 'completed' }),
    )
    expect(given(requested, cancelling, cancelled).when(failure(1))).toEqual(refused('JobEnded', { state: 'cancelled' }))
    expect(given(requested).when({ type: 'GiveUp', data: { detail: '' } })).toMatchObject({
      ok: true,
      value: [{ data: { class: 'waited-too-long' } }],
    })
  })
})

/** Any command at all, most of them out of place. */
const anyCommand: fc.Arbitrary<JobCommand> = fc
  .record({ attempt: fc.integer({ min: 1, max: 6 }), index: fc.integer({ min: 0, max: 2 }), pick: fc.integer({ min: 0, max: 9 }) })
  .chain(({ attempt, index, pick }) => {
    const classes: readonly FailureClass[] = ['rejected', 'engine-error', 'lost', 'unreachable', 'worker-died', 'storage', 'timeout']
    const failures = fc.constantFrom(...classes).map((failureClass) => failure(attempt, failureClass))
    const commands: readonly fc.Arbitrary<JobCommand>[] = [
      fc.constant({ type: 'RecordUploads', data: { attempt, backendId: 'pod-1', inputs: [] } }),
      fc.constant(submission(attempt)),
      fc.constant(submission(1)),
      fc.constant({ type: 'ConfirmQueued', data: dataOf(queued(attempt)) }),
      failures,
      fc.constant({ type: 'ReceiveOutput', data: dataOf(received(attempt, [0, 1])) }),
      fc.constant({ type: 'PersistOutput', data: dataOf(persisted(index)) }),
      fc.constant({ type: 'Complete', data: {} }),
      fc.constantFrom<JobCommand>(cancel, { type: 'ConfirmCancelled', data: { phase: 'queued' } }),
      fc.constant({ type: 'GiveUp', data: { detail: '' } }),
    ]
    return commands[pick] ?? fc.constant(cancel)
  })

/** Lets the sequence follow the job, or most commands would be refused and nothing deep be reached. */
const fitting = (command: JobCommand, job: GenerationJob): JobCommand => {
  if (!('attempts' in job) || !('attempt' in command.data)) return command
  const attempt = job.status === 'waiting' ? job.attempts + 1 : job.attempts
  const data = 'engineJobId' in command.data ? { ...command.data, attempt, engineJobId: `e${attempt}` } : { ...command.data, attempt }
  return { ...command, data } as JobCommand
}

describe('any sequence of commands', () => {
  it('keeps the promises: one end at most, nothing after it, at most five failures, no completion without its outputs', () => {
    let ends = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(anyCommand, fc.boolean()), { maxLength: 60 }), (commands) => {
        const history: GenerationJobEvent[] = [requested]
        for (const [command, fit] of commands) {
          const job = fold(generationJob, history)
          const decided = generationJob.decide(fit ? fitting(command, job) : command, job)
          if (isEnded(job)) expect(decided.ok).toBe(false)
          if (decided.ok) history.push(...decided.value)
        }
        const types = history.map(({ type }) => type)
        const finals = types.filter((type) => ['JobCompleted', 'JobFailed', 'JobCancelled'].includes(type))
        ends += finals.length
        expect(finals.length).toBeLessThanOrEqual(1)
        if (finals.length === 1) expect(types.at(-1)).toBe(finals[0])
        expect(types.filter((type) => type === 'AttemptFailed').length).toBeLessThanOrEqual(5)
        if (types.includes('JobCompleted')) {
          const lastReceived = types.lastIndexOf('OutputReceived')
          const indexes = history.slice(lastReceived).flatMap((event) => (event.type === 'OutputPersisted' ? [event.data.index] : []))
          expect(indexes.sort()).toEqual([0, 1])
        }
        const attempts = history.flatMap((event) => (event.type === 'SubmissionStarted' ? [event.data.attempt] : []))
        expect(attempts).toEqual([...new Set(attempts)].sort((a, b) => a - b))
      }),
      { numRuns: 3_000 },
    )
    expect(ends).toBeGreaterThan(500)
  })

  it('folds every stored sample, wherever it stands', () => {
    const folder = join(__dirname, 'stored')
    const samples = readdirSync(folder).map(
      (name) => ({ type: name.split('.')[0], data: sampleData(join(folder, name)) }) as GenerationJobEvent,
    )
    fc.assert(
      fc.property(fc.array(fc.constantFrom(requested, ...samples), { maxLength: 30 }), (history) => {
        expect(fold(generationJob, history)).toHaveProperty('status')
      }),
      { numRuns: 1_000 },
    )
  })
})

function sampleData(file: string): unknown {
  const sample = JSON.parse(readFileSync(file, 'utf8')) as { readonly data?: unknown }
  return sample.data ?? sample
}
