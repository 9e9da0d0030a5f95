import type { CheckpointStore } from '../ports/checkpoint-store.ts'
import type { Clock, StopSignal } from '../ports/clock.ts'
import type { EventStore } from '../ports/event-store.ts'
import { dozing } from './alarm.ts'
import { followPage, type FollowPorts } from './follow-page.ts'
import type { JobProcess } from './job-process.ts'

export type ProcessPorts = FollowPorts & {
  readonly eventStore: EventStore
  readonly checkpointStore: CheckpointStore
  readonly clock: Clock
}

/** Name of the subscription in the checkpoint store. */
const subscription = 'process:jobs'
const pageSize = 500
/** A request appends its facts within milliseconds, and its answer waits for the views: what comes in that time is one page, read after them. */
const gatherMs = 15

/**
 * Turns events into tasks until told to stop: a page, its tasks and the checkpoint in one transaction. Several may run at once; whoever
 * comes second finds the checkpoint moved. Outages are waited out, and so is a newer process where the next event is one that only it knows.
 */
export async function runProcess(
  ports: ProcessPorts,
  process: JobProcess,
  { pollMs }: { readonly pollMs: number },
  stop: StopSignal,
): Promise<void> {
  const doze = dozing(ports.clock, stop)
  const unsubscribe = ports.eventStore.onAppended(doze.wake)
  try {
    while (!stop.aborted) {
      if (await followPage(ports, subscription, (limit) => processPage(ports, process, limit))) continue
      await doze.wait(pollMs)
      await ports.clock.sleep(gatherMs, stop)
    }
  } finally {
    unsubscribe()
  }
}

/** Answers whether there may be more to read at once. */
export async function processPage(
  { eventStore, checkpointStore, log }: ProcessPorts,
  process: JobProcess,
  limit: number = pageSize,
): Promise<boolean> {
  const after = await checkpointStore.load(subscription, 0n)
  const page = await eventStore.readAll(after, limit, process.handles)
  if (page.scannedTo === after) return false
  const tasks = page.events.flatMap((event) => process.tasksOf(event))
  const outcome = await checkpointStore.advance(subscription, after, page.scannedTo, tasks)
  if (outcome === 'moved') log.debug('another process was here first', { subscription, position: after.toString() })
  return page.events.length === limit
}
