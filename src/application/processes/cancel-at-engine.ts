import type { JobCancelled } from '../../domain/job/job-events.ts'
import { latestFact, type FoundJob } from '../job/load-job.ts'
import { reached, recordedAtMs, tell, wait, type Cancelling, type Drive, type Step } from './drive.ts'

type Phase = JobCancelled['data']['phase']

/** A job that somebody wants stopped: dealt with at the engine first, so that `cancelled` is only said of a run that is out of the way. */
export async function cancelAtEngine(drive: Drive, found: FoundJob, job: Cancelling): Promise<Step> {
  if (job.current === null) return confirm(drive, found, 'waiting')
  if (job.from === 'submitting') await forgetWorkflow(drive, found)
  const { backendId, engineJobId } = job.current
  const before = await reached(drive, () => drive.imageEngine.lookUp(backendId, engineJobId))
  const answer = before === null ? null : await reached(drive, () => drive.imageEngine.cancel(backendId, engineJobId))
  if (before === null || answer === null) {
    // The person is not kept waiting for a dead backend; should it come back, its result is ignored.
    return within(drive, recordedAtMs(found, 'CancellationRequested'))
      ? wait(drive.clocks.enginePollMs)
      : confirm(drive, found, 'finishes-in-background')
  }
  if (answer === 'finishes-in-background') return confirm(drive, found, answer)
  // A submission whose outcome is unknown may still arrive, and would then be drawn for nobody.
  const mayArrive = answer === 'unknown' && before.state === 'unknown' && job.from === 'submitting'
  if (mayArrive && within(drive, recordedAtMs(found, 'SubmissionStarted'))) return wait(drive.clocks.enginePollMs)
  return confirm(drive, found, before.state === 'running' ? 'running' : 'queued')
}

/** Kept by a worker that died before it knew whether the run was wanted: an erasure may have been here before that, and comes no more. */
async function forgetWorkflow({ blobStorage }: Drive, found: FoundJob): Promise<void> {
  const sent = latestFact(found, 'SubmissionStarted')
  if (sent !== undefined) await blobStorage.remove('workflow', sent.data.workflowSha256)
}

const within = ({ clock, clocks }: Drive, sinceMs: number): boolean => clock.now() < sinceMs + clocks.graceMs

const confirm = (drive: Drive, found: FoundJob, phase: Phase): Promise<Step> =>
  tell(drive, found, { type: 'ConfirmCancelled', data: { phase } }, 'cancelled')
