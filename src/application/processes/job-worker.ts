import { StorageUnavailable } from '../ports/blob-storage.ts'
import type { Clock, StopSignal } from '../ports/clock.ts'
import { DatabaseUnavailable } from '../ports/database-unavailable.ts'
import { EventIsNewer, EventStoreUnavailable } from '../ports/event-store.ts'
import { EngineUnreachable } from '../ports/image-engine.ts'
import type { LeftToNewer } from '../ports/newer-events.ts'
import type { ClaimedTask } from '../ports/task-queue.ts'
import { alarm, dozing, type Alarm } from './alarm.ts'
import type { AroundTask, Outcome, WorkerClocks, WorkerPorts } from './drive.ts'
import { driveJob } from './drive-job.ts'

export type WorkerSettings = WorkerClocks & {
  /** Tells workers apart in the task queue; two processes must not share it. */
  readonly workerName: string
  /** Jobs that are driven at the same time. */
  readonly concurrency: number
}

/**
 * Claims tasks and drives their jobs until told to stop; then it hands back what it holds, which counts against nobody. Resolves when
 * everything is handed back. A worker that is killed instead leaves claims that run out by themselves. A job of which only a newer program
 * knows an event is left to newer workers.
 */
export async function runJobWorker(ports: WorkerPorts, settings: WorkerSettings, stop: StopSignal): Promise<void> {
  const slot: Slot = { ports, settings, stop, newerJobs: new Set() }
  const slots = Array.from({ length: settings.concurrency }, (_, index) => runSlot(slot, `${settings.workerName}/${index}`))
  await Promise.all(slots)
}

/** What all slots of a worker share. */
type Slot = {
  readonly ports: WorkerPorts
  readonly settings: WorkerSettings
  readonly stop: StopSignal
  /** Not claimed again by this process, which cannot read them. */
  readonly newerJobs: Set<string>
}

/** More of them are met again, which costs a claim each: the list goes along with every claim. */
const mostNewerJobs = 1_000

async function runSlot(slot: Slot, name: string): Promise<void> {
  const { ports, settings, stop, newerJobs } = slot
  const doze = dozing(ports.clock, stop)
  const unsubscribe = ports.taskQueue.onEnqueued(doze.wake)
  try {
    while (!stop.aborted) {
      const task = await ports.taskQueue.claim(name, settings.leaseMs, [...newerJobs]).catch((error: unknown) => {
        ports.log.warn('no task could be claimed', { error: messageOf(error) })
        return null
      })
      if (task === null) await doze.wait(settings.pollMs)
      else await workOn(slot, task)
    }
  } finally {
    unsubscribe()
  }
}

async function workOn(slot: Slot, task: ClaimedTask): Promise<void> {
  const { settings, stop } = slot
  const ports = { ...slot.ports, clock: setBy(task, slot.ports.clock) }
  const letGo = alarm(stop)
  const worked = alarm()
  const beating = keepClaim(ports, settings, task, letGo, worked)
  try {
    const { aroundTask = unseen } = ports
    await handIn(ports, task, await aroundTask(task, () => driveJob(ports, settings, task, letGo)))
  } catch (error) {
    await (error instanceof EventIsNewer ? leaveToNewer(slot, task, error) : handBack(ports, settings, task, error))
  } finally {
    worked.ring()
    letGo.close()
    await beating
  }
}

/** The machine's clock, set by that of the store when the claim was made: what a job is held to was noted by that one. */
function setBy({ claimedAt }: ClaimedTask, clock: Clock): Clock {
  const aheadMs = Date.parse(claimedAt) - clock.now()
  return { ...clock, now: () => clock.now() + aheadMs }
}

const unseen: AroundTask = (_task, work) => work()

const handIn = ({ taskQueue }: WorkerPorts, task: ClaimedTask, outcome: Outcome): Promise<boolean> =>
  outcome.then === 'done' ? taskQueue.complete(task) : taskQueue.release(task, outcome.runAt)

const outages = [EventStoreUnavailable, DatabaseUnavailable, StorageUnavailable, EngineUnreachable] as const

/**
 * An outage of something that everybody needs is nobody's fault: the task comes back a little later. Anything else may lie in the job
 * itself; its claim is left to run out, which counts against it (three times without news: `worker-died`).
 */
async function handBack(ports: WorkerPorts, settings: WorkerSettings, task: ClaimedTask, error: unknown): Promise<void> {
  const outage = outages.some((named) => error instanceof named)
  const fields = {
    jobId: task.jobId,
    taskId: task.taskId,
    error: messageOf(error),
    ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
  }
  if (!outage) return ports.log.error('a job could not be driven on', fields)
  ports.log.warn('a job waits for an outage to end', { jobId: task.jobId, taskId: task.taskId, error: messageOf(error) })
  await released(ports, task, new Date(ports.clock.now() + 4 * settings.pollMs).toISOString())
}

/** Nothing is wrong with the job: the task is due again at once, for workers that can read it. */
async function leaveToNewer({ ports, newerJobs }: Slot, task: ClaimedTask, { message }: EventIsNewer): Promise<void> {
  const [oldest] = newerJobs
  if (newerJobs.size >= mostNewerJobs && oldest !== undefined) newerJobs.delete(oldest)
  newerJobs.add(task.jobId)
  ports.log.error('a job is left to workers of a newer version', { jobId: task.jobId, taskId: task.taskId, error: message })
  ports.newerEvents?.met('jobs' satisfies LeftToNewer)
  await released(ports, task)
}

async function released({ taskQueue, log }: WorkerPorts, task: ClaimedTask, runAt?: string): Promise<void> {
  await taskQueue.release(task, runAt).catch((error: unknown) => {
    log.warn('a task could not be handed back; its claim will run out', { taskId: task.taskId, error: messageOf(error) })
  })
}

/** Renews the claim until the work is over. When it turns out to be somebody else's, the job is let go at once. */
async function keepClaim(ports: WorkerPorts, settings: WorkerSettings, task: ClaimedTask, letGo: Alarm, worked: Alarm): Promise<void> {
  while (!worked.aborted) {
    await ports.clock.sleep(settings.heartbeatMs, worked)
    if (worked.aborted) return
    const ours = await ports.taskQueue.heartbeat(task, settings.leaseMs).catch((error: unknown) => {
      ports.log.warn('a claim could not be renewed', { taskId: task.taskId, error: messageOf(error) })
      return true
    })
    if (!ours) return letGo.ring()
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'not an error')
