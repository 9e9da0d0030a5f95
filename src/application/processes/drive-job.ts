import { unreachable } from '../../domain/decider.ts'
import { factsOf, loadJob, type FoundJob } from '../job/load-job.ts'
import { dozing } from './alarm.ts'
import { cancelAtEngine } from './cancel-at-engine.ts'
import type { Drive, Outcome, Step, WorkerClocks, WorkerPorts } from './drive.ts'
import { failDeadlyAttempt } from './fail-attempt.ts'
import { followRun } from './follow-run.ts'
import { reconcileSubmission } from './reconcile-submission.ts'
import { relayProgress } from './relay-progress.ts'
import { startAttempt } from './start-attempt.ts'
import { storeOutputs } from './store-outputs.ts'
import type { StopSignal } from '../ports/clock.ts'
import type { ClaimedTask } from '../ports/task-queue.ts'

/** Looks in a row, without a nap, that may find nothing new; more of them would be a worker that spins. */
const mostStandstill = 10

/**
 * Drives a job on from wherever its stream says it is, until it ends, has to wait, or must be let go. The kind of the task plays no part:
 * whoever looks at a job does what it needs, so two tasks for one job do each other no harm.
 */
export async function driveJob(ports: WorkerPorts, clocks: WorkerClocks, task: ClaimedTask, letGo: StopSignal): Promise<Outcome> {
  const doze = dozing(ports.clock, letGo)
  const relay = relayProgress(ports, task, doze.wake)
  const seen = { misses: 0, unreachableSinceMs: null, postedAtMs: 0, sends: 0 }
  const drive: Drive = { ...ports, clocks, task, letGo, watch: relay.watch, unwatch: relay.close, seen }
  let [newest, standstill] = [0, 0]
  try {
    while (!letGo.aborted) {
      const found = await loadJob(ports.eventStore, task.jobId, task.jobKind)
      if (found === null) return { then: 'done' }
      // Asked of a claim that has just begun: later on, a stream that is quiet may well be a picture that takes its time.
      const deadly = newest === 0 ? await failDeadlyAttempt(drive, found) : null
      standstill = found.history.length === newest ? standstill + 1 : 0
      newest = found.history.length
      if (standstill > mostStandstill) throw new Error('the job stands still though every step succeeds')
      const step = deadly ?? (await nextStep(drive, found))
      if (step.then === 'wait') {
        standstill = 0
        await doze.wait(step.ms)
      } else if (step.then !== 'again') return step
    }
    return { then: 'later' }
  } finally {
    relay.close()
  }
}

async function nextStep(drive: Drive, found: FoundJob): Promise<Step> {
  const { job } = found
  switch (job.status) {
    case 'waiting':
      return startAttempt(drive, found, job)
    case 'submitting':
      return reconcileSubmission(drive, found, job)
    case 'running':
      return followRun(drive, found, job)
    case 'storing':
      return storeOutputs(drive, found, job)
    case 'cancelling':
      return cancelAtEngine(drive, found, job)
    case 'completed':
    case 'failed':
    case 'cancelled':
      return tidyUp(drive, found)
    default:
      return unreachable(job)
  }
}

/** The job has ended: nobody needs its progress any more, nor does the engine need to remember it. */
async function tidyUp(drive: Drive, found: FoundJob): Promise<Step> {
  // A run that finishes in the background goes on telling: one word after the end would be kept of a job that is no more.
  drive.unwatch()
  drive.progressHub.clear(found.jobId)
  if (drive.task.kind === 'give-up') return { then: 'done' }
  for (const { data } of factsOf(found, 'SubmissionStarted')) await drive.imageEngine.forget(data.backendId, data.engineJobId)
  return { then: 'done' }
}
