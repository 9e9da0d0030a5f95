import type { JobFact } from '../../domain/job/job-events.ts'
import type { JobCommand } from '../../domain/job/job.ts'
import type { LiveJob } from '../../domain/job/job-state.ts'
import { latestFact, type FoundJob } from '../job/load-job.ts'
import { tellJob } from '../job/tell-job.ts'
import type { StopSignal } from '../ports/clock.ts'
import { EngineUnreachable } from '../ports/image-engine.ts'
import type { Log } from '../ports/log.ts'
import type { NewerEvents } from '../ports/newer-events.ts'
import type { Ports } from '../ports/ports.ts'
import type { ClaimedTask, TaskQueue } from '../ports/task-queue.ts'

export type WorkerPorts = Pick<
  Ports,
  'eventStore' | 'blobStorage' | 'imageCodec' | 'imageEngine' | 'credentialSigner' | 'progressHub' | 'idSource' | 'clock'
> & {
  readonly taskQueue: TaskQueue
  readonly log: Log
  /** Looks on while a claim is worked on. */
  readonly aroundTask?: AroundTask
  readonly newerEvents?: NewerEvents
}

/** Does the work and answers what it answers. */
export type AroundTask = (task: ClaimedTask, work: () => Promise<Outcome>) => Promise<Outcome>

/** What becomes of the task: done, or due again at `runAt` (now when absent). */
export type Outcome = { readonly then: 'done' } | { readonly then: 'later'; readonly runAt?: string }

/** All in milliseconds; what each means stands in the table of config.ts. */
export type WorkerClocks = {
  readonly leaseMs: number
  readonly heartbeatMs: number
  readonly pollMs: number
  readonly enginePollMs: number
  readonly graceMs: number
  readonly attemptTimeoutMs: number
  readonly maxWaitMs: number
}

/** What comes after a look at a job: look again, look again after a nap, hand the task back until then, or be done with it. */
export type Step =
  | { readonly then: 'again' }
  | { readonly then: 'wait'; readonly ms: number }
  | { readonly then: 'later'; readonly runAt: string }
  | { readonly then: 'done' }

/** One claim of one job. What is remembered here may be lost at any moment: the stream alone says how far the job has come. */
export type Drive = WorkerPorts & {
  readonly clocks: WorkerClocks
  readonly task: ClaimedTask
  /** Rings when the job must be let go: the worker stops, or the claim is no longer ours. */
  readonly letGo: StopSignal
  /** Listens for hints of a run; asking again for the same one changes nothing. */
  watch(backendId: string, engineJobId: string): void
  /** Hears of no run any more. */
  unwatch(): void
  readonly seen: {
    /** Looks in a row at which the engine did not know a run that it had queued. */
    misses: number
    /** Since when the backend does not answer; null while it does. */
    unreachableSinceMs: number | null
    /** When this claim last sent the run without learning the outcome. */
    postedAtMs: number
    /** How often it did. */
    sends: number
  }
}

export type Waiting = Extract<LiveJob<unknown>, { readonly status: 'waiting' }>
export type AtEngine = Extract<LiveJob<unknown>, { readonly status: 'submitting' | 'running' }>
export type Storing = Extract<LiveJob<unknown>, { readonly status: 'storing' }>
export type Cancelling = Extract<LiveJob<unknown>, { readonly status: 'cancelling' }>

export const again: Step = { then: 'again' }
export const wait = (ms: number): Step => ({ then: 'wait', ms })
export const later = ({ clock }: Drive, ms: number): Step => ({ then: 'later', runAt: new Date(clock.now() + ms).toISOString() })

/**
 * Tells the job what happened. `name` makes the command the same one for every worker that reports the same happening. A refusal means
 * that the job has moved on meanwhile; the next look shows where to.
 */
export async function tell(drive: Drive, found: FoundJob, command: JobCommand, name: string): Promise<Step> {
  const cause = { commandId: `${found.jobId}/${name}`, correlationId: found.jobId, actor: { kind: 'system', id: 'job-worker' } } as const
  const told = await tellJob(drive, found, command, cause)
  return told.ok ? again : wait(drive.clocks.pollMs)
}

/** When the newest event of a type was recorded, in milliseconds; the store's clock. */
export function recordedAtMs(found: FoundJob, type: JobFact['type']): number {
  const event = latestFact(found, type)
  if (event === undefined) throw new Error(`a job in this state has a ${type}`)
  return Date.parse(event.recordedAt)
}

/** Asks the engine; `null` when it cannot be reached. Other errors are not the engine's. */
export async function reached<Value>(drive: Drive, ask: () => Promise<Value>): Promise<Value | null> {
  try {
    const answer = await ask()
    drive.seen.unreachableSinceMs = null
    return answer
  } catch (error) {
    if (!(error instanceof EngineUnreachable)) throw error
    drive.seen.unreachableSinceMs ??= drive.clock.now()
    return null
  }
}
