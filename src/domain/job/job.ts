import { ok, rejected, unreachable, type Result } from '../decider.ts'
import type {
  CancellationRequested,
  InputsUploaded,
  JobCancelled,
  JobFact,
  OutputPersisted,
  OutputReceived,
  SubmissionStarted,
  WorkflowQueued,
} from './job-events.ts'
import { isEnded, type Attempt, type Job, type LiveJob } from './job-state.ts'
import { judge, retryDelayMs, type PastFailure } from './retry-policy.ts'

/** What can be told to a job after it was asked for. Time and chance come in with the command. */
export type JobCommand =
  | { readonly type: 'RecordUploads'; readonly data: InputsUploaded['data'] }
  | { readonly type: 'StartSubmission'; readonly data: SubmissionStarted['data'] }
  | { readonly type: 'ConfirmQueued'; readonly data: WorkflowQueued['data'] }
  /** `attempt` is the one that failed; an attempt that failed before its submission is the next one's number. */
  | {
      readonly type: 'FailAttempt'
      readonly data: PastFailure & { readonly attempt: number; readonly nowMs: number; readonly chance: number }
    }
  | { readonly type: 'ReceiveOutput'; readonly data: OutputReceived['data'] }
  | { readonly type: 'PersistOutput'; readonly data: OutputPersisted['data'] }
  | { readonly type: 'Complete'; readonly data: Record<never, never> }
  | { readonly type: 'RequestCancellation'; readonly data: CancellationRequested['data'] }
  | { readonly type: 'ConfirmCancelled'; readonly data: JobCancelled['data'] }
  | { readonly type: 'GiveUp'; readonly data: { readonly detail: string } }

export type JobRefusal =
  | { readonly type: 'JobUnknown' }
  | { readonly type: 'JobEnded'; readonly state: 'completed' | 'failed' | 'cancelled' }
  /** The command belongs to another attempt or another step than the job is at. */
  | { readonly type: 'JobElsewhere'; readonly found: Job<unknown>['status'] }
  | { readonly type: 'TooLateToCancel' }
  | { readonly type: 'OutputsMissing'; readonly missing: number }

export function decideJob<Request>(command: JobCommand, job: Job<Request>): Result<readonly JobFact[], JobRefusal> {
  if (job.status === 'none') return rejected({ type: 'JobUnknown' })
  if (isEnded(job)) return rejected({ type: 'JobEnded', state: job.status })
  switch (command.type) {
    case 'RecordUploads':
      return job.status === 'waiting' && command.data.attempt === job.attempts + 1
        ? ok([{ type: 'InputsUploaded', data: command.data }])
        : elsewhere(job)
    case 'StartSubmission':
      return job.status === 'waiting' && command.data.attempt === job.attempts + 1
        ? ok([{ type: 'SubmissionStarted', data: command.data }])
        : elsewhere(job)
    case 'ConfirmQueued':
      return job.status === 'submitting' && isCurrent(job.current, command.data)
        ? ok([{ type: 'WorkflowQueued', data: command.data }])
        : elsewhere(job)
    case 'FailAttempt':
      return failAttempt(command.data, job)
    case 'ReceiveOutput':
      return (job.status === 'submitting' || job.status === 'running') && isCurrent(job.current, command.data)
        ? ok([{ type: 'OutputReceived', data: command.data }])
        : elsewhere(job)
    case 'PersistOutput':
      return persistOutput(command.data, job)
    case 'Complete':
      return complete(job)
    case 'RequestCancellation':
      if (job.status === 'cancelling') return ok([])
      return job.status === 'storing' ? rejected({ type: 'TooLateToCancel' }) : ok([{ type: 'CancellationRequested', data: command.data }])
    case 'ConfirmCancelled':
      return job.status === 'cancelling' ? ok([{ type: 'JobCancelled', data: command.data }]) : elsewhere(job)
    case 'GiveUp':
      // Only the wait in line can be too long; a run that was submitted has a deadline of its own.
      if (job.status !== 'waiting') return elsewhere(job)
      return ok([
        {
          type: 'JobFailed',
          data: { class: 'waited-too-long', code: 'waited-too-long', detail: command.data.detail, attempts: job.attempts },
        },
      ])
    default:
      return unreachable(command)
  }
}

const elsewhere = (job: LiveJob<unknown>): Result<never, JobRefusal> => rejected({ type: 'JobElsewhere', found: job.status })

const isCurrent = (current: Attempt, told: { readonly attempt: number; readonly engineJobId: string }): boolean =>
  current.attempt === told.attempt && current.engineJobId === told.engineJobId

function failAttempt(
  { nowMs, chance, attempt, ...failure }: PastFailure & { readonly attempt: number; readonly nowMs: number; readonly chance: number },
  job: LiveJob<unknown>,
): Result<readonly JobFact[], JobRefusal> {
  if (job.status === 'cancelling') return elsewhere(job)
  const expected = job.status === 'waiting' ? job.attempts + 1 : job.current.attempt
  if (attempt !== expected) return elsewhere(job)
  const failures = [...job.failures, failure]
  const verdict = judge(failures)
  if (verdict.verdict === 'retry') {
    const retryAt = new Date(nowMs + retryDelayMs(failures.length, chance)).toISOString()
    return ok([{ type: 'AttemptFailed', data: { attempt, ...failure, retryAt } }])
  }
  return ok([
    { type: 'AttemptFailed', data: { attempt, ...failure } },
    // One that failed before its submission is an attempt as well.
    {
      type: 'JobFailed',
      data: { class: verdict.class, code: verdict.code, detail: failure.detail, attempts: Math.max(job.attempts, attempt) },
    },
  ])
}

function persistOutput(output: OutputPersisted['data'], job: LiveJob<unknown>): Result<readonly JobFact[], JobRefusal> {
  if (job.status !== 'storing' || !job.outputs.some(({ index }) => index === output.index)) return elsewhere(job)
  if (job.persisted.some(({ index }) => index === output.index)) return ok([])
  return ok([{ type: 'OutputPersisted', data: output }])
}

function complete(job: LiveJob<unknown>): Result<readonly JobFact[], JobRefusal> {
  if (job.status !== 'storing') return elsewhere(job)
  const missing = job.outputs.length - job.persisted.length
  if (missing > 0) return rejected({ type: 'OutputsMissing', missing })
  return ok([{ type: 'JobCompleted', data: { outputCount: job.persisted.length, attempts: job.attempts } }])
}

/** Folds a shared fact. A fact that does not fit the status cannot have been decided; it leaves the state as it is. */
export function evolveJob<Request>(job: Job<Request>, event: JobFact): Job<Request> {
  if (job.status === 'none' || isEnded(job)) return job
  const { request, attempts, failures, warnings } = job
  const carried = { request, attempts, failures, warnings }
  switch (event.type) {
    case 'InputsUploaded':
      return job.status === 'waiting' ? { ...job, uploaded: event.data } : job
    case 'SubmissionStarted': {
      const { attempt, engineJobId, backendId, engine } = event.data
      return { ...carried, status: 'submitting', attempts: attempt, current: { attempt, engineJobId, backendId, engine } }
    }
    case 'WorkflowQueued':
      return job.status === 'submitting' ? { ...carried, status: 'running', current: job.current } : job
    case 'AttemptFailed': {
      const { attempt, class: failureClass, code, detail, retryAt } = event.data
      const past = [...failures, { class: failureClass, code, detail }]
      return {
        ...carried,
        status: 'waiting',
        attempts: Math.max(attempts, attempt),
        failures: past,
        retryAt: retryAt ?? null,
        uploaded: null,
      }
    }
    case 'OutputReceived':
      return job.status === 'submitting' || job.status === 'running'
        ? { ...carried, status: 'storing', current: job.current, warnings: event.data.warnings, outputs: event.data.outputs, persisted: [] }
        : job
    case 'OutputPersisted':
      return job.status === 'storing'
        ? { ...job, persisted: [...job.persisted, { index: event.data.index, assetId: event.data.assetId }] }
        : job
    case 'CancellationRequested':
      return job.status === 'waiting' || job.status === 'submitting' || job.status === 'running'
        ? { ...carried, status: 'cancelling', from: job.status, current: job.status === 'waiting' ? null : job.current }
        : job
    case 'JobCompleted':
      return { ...carried, status: 'completed' }
    case 'JobCancelled':
      return {
        ...carried,
        status: 'cancelled',
        warnings: event.data.phase === 'finishes-in-background' ? [...warnings, 'finishes-in-background'] : warnings,
      }
    case 'JobFailed':
      return { ...carried, status: 'failed', code: event.data.code, detail: event.data.detail }
    default:
      return unreachable(event)
  }
}
