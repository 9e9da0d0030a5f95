import type { EventStore, NewEvent, Recorded } from '../../application/ports/event-store.ts'
import type { Log } from '../../application/ports/log.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import type { GenerationJobEvent } from '../../domain/generation-job/generation-job-events.ts'
import type { JobFact } from '../../domain/job/job-events.ts'
import type { Meters } from './meters.ts'
import { timed } from './timed.ts'

/**
 * The log with its appends timed, and what jobs come to counted by whoever wrote it: in a fleet every fact is then counted once. An append
 * that is repeated after an outage is counted twice, which a counter may be and the log is not.
 */
export function measuredEventStore(store: EventStore, meters: Meters, log: Log): EventStore {
  return {
    ...store,
    async append(stream, after, events) {
      const answer = await timed(
        meters.append.startTimer(),
        () => store.append(stream, after, events),
        ({ outcome }) => outcome,
      )
      if (answer.outcome === 'conflict') meters.conflicts.inc()
      if (answer.outcome === 'stored' && countFacts(meters, events)) void countTimes(store, meters, stream, log)
      return answer
    },
  }
}

type JobEvent = EditJobEvent | GenerationJobEvent

/** Answers whether a job ended. */
function countFacts(meters: Meters, events: readonly NewEvent[]): boolean {
  let ended = false
  for (const event of events as readonly NewEvent<JobEvent>[]) {
    if (event.type === 'InpaintRequested') meters.accepted.inc({ kind: 'edit' })
    else if (event.type === 'GenerationRequested') meters.accepted.inc({ kind: 'generation' })
    else if (event.type === 'AttemptFailed') meters.attempts.inc({ reason: event.data.class })
    const outcome = outcomeOf(event)
    if (outcome === null) continue
    meters.finished.inc({ outcome, code: event.type === 'JobFailed' ? event.data.code : 'none' })
    ended = true
  }
  return ended
}

function outcomeOf({ type }: { readonly type: JobFact['type'] | JobEvent['type'] }): 'completed' | 'failed' | 'cancelled' | null {
  if (type === 'JobCompleted') return 'completed'
  if (type === 'JobFailed') return 'failed'
  return type === 'JobCancelled' ? 'cancelled' : null
}

/** The times of a job are in its own stream, read once it has ended: nothing is kept in memory that a restart would lose. */
async function countTimes(store: EventStore, meters: Meters, stream: string, log: Log): Promise<void> {
  const history = await store.readStream<JobEvent>(stream).catch((error: unknown) => {
    log.warn('the times of a job could not be counted', { error: error instanceof Error ? error.name : 'not an error' })
    return []
  })
  const [first] = history
  const end = history.findLast((event) => outcomeOf(event) !== null)
  if (first === undefined || end === undefined) return
  const kind = first.type === 'InpaintRequested' ? 'edit' : 'generation'
  const started = history.find(({ type }) => type === 'SubmissionStarted')
  countRun(meters, history)
  meters.total.observe({ kind, outcome: outcomeOf(end) ?? 'none' }, secondsBetween(first, end))
  if (started === undefined) return
  meters.queueWait.observe({ kind }, secondsBetween(first, started))
  meters.run.observe({ kind }, secondsBetween(started, end))
}

/** Of the attempt that brought the pictures: those before it say more of what went wrong than of the pod. */
function countRun(meters: Meters, history: readonly Recorded<JobEvent>[]): void {
  const received = history.findLastIndex(({ type }) => type === 'OutputReceived')
  const end = history[received]
  const sent = history.slice(0, Math.max(0, received)).findLast((event) => event.type === 'SubmissionStarted')
  if (end === undefined || sent?.type !== 'SubmissionStarted') return
  meters.podJob.observe({ pod: sent.data.backendId }, secondsBetween(sent, end))
}

/** By the store's clock alone. */
const secondsBetween = (from: Recorded, to: Recorded): number => Math.max(0, Date.parse(to.recordedAt) - Date.parse(from.recordedAt)) / 1000
