import { unreachable } from '../../domain/decider.ts'
import type { FoundJob } from '../job/load-job.ts'
import type { RunState } from '../ports/image-engine.ts'
import { reached, tell, wait, type AtEngine, type Drive, type Step } from './drive.ts'
import { failAttempt } from './fail-attempt.ts'
import { failOverdue, failTimedOut } from './fail-overdue.ts'
import { stoppedAtEngine } from './reconcile-submission.ts'

/** Looks in a row without a trace of a run that the engine had queued, before it counts as lost. Unknown is never done. */
const mostMisses = 3

/** A run that the engine has queued: asked about until it is done, failed, lost or overdue. */
export async function followRun(drive: Drive, found: FoundJob, job: AtEngine): Promise<Step> {
  const { attempt, backendId, engineJobId } = job.current
  drive.watch(backendId, engineJobId)
  const run = await reached(drive, () => drive.imageEngine.lookUp(backendId, engineJobId))
  if (run === null) {
    return failOverdue(drive, found, job, {
      class: 'pod-died',
      code: 'engine-unreachable',
      detail: 'the engine stopped answering while it drew',
    })
  }
  drive.seen.misses = run.state === 'unknown' ? drive.seen.misses + 1 : 0
  switch (run.state) {
    case 'done':
      return receiveOutput(drive, found, job, run)
    case 'failed':
      return failAttempt(drive, found, attempt, run.failure)
    case 'cancelled':
      return failAttempt(drive, found, attempt, stoppedAtEngine)
    case 'unknown':
      if (drive.seen.misses < mostMisses) return wait(drive.clocks.enginePollMs)
      drive.seen.misses = 0
      return failAttempt(drive, found, attempt, { class: 'lost', code: 'engine-lost', detail: 'the engine has forgotten the run' })
    case 'queued':
      drive.progressHub.publish({
        jobId: found.jobId,
        ownerId: drive.task.ownerId,
        progress: 0,
        step: 0,
        steps: 0,
        queuePosition: run.ahead,
      })
      return (await failTimedOut(drive, found, job)) ?? wait(drive.clocks.enginePollMs)
    case 'running':
      leaveQueue(drive, found)
      return (await failTimedOut(drive, found, job)) ?? wait(drive.clocks.enginePollMs)
    default:
      return unreachable(run)
  }
}

/** Should no hint come, polling alone must say that the wait is over. */
function leaveQueue({ progressHub, task }: Drive, { jobId }: FoundJob): void {
  const last = progressHub.latest(jobId)
  if (last === null || last.queuePosition === null) return
  progressHub.publish({ jobId, ownerId: task.ownerId, progress: 0, step: 0, steps: 0, queuePosition: null })
}

async function receiveOutput(
  drive: Drive,
  found: FoundJob,
  job: AtEngine,
  run: Extract<RunState, { readonly state: 'done' }>,
): Promise<Step> {
  const { attempt, engineJobId } = job.current
  const { outputCount } = found.job.request
  if (run.outputs.length < outputCount) {
    const detail = `the engine made ${run.outputs.length} pictures, expected ${outputCount}`
    return failAttempt(drive, found, attempt, { class: 'output-invalid', code: 'output-invalid', detail })
  }
  const outputs = run.outputs.slice(0, outputCount).map(({ index, ref }) => ({ index, ref }))
  const data = { attempt, engineJobId, warnings: run.warnings, outputs, timings: run.timings }
  return tell(drive, found, { type: 'ReceiveOutput', data }, `${attempt}/received`)
}
