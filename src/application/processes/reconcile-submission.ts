import { unreachable } from '../../domain/decider.ts'
import { latestFact, loadJob, type FoundJob } from '../job/load-job.ts'
import type { EngineFailure, PreparedRun, UploadedInput } from '../ports/image-engine.ts'
import { again, reached, recordedAtMs, tell, wait, type AtEngine, type Drive, type Step } from './drive.ts'
import { engineRun } from './engine-run.ts'
import { failAttempt } from './fail-attempt.ts'
import { failOverdue, failTimedOut } from './fail-overdue.ts'
import { utf8 } from './utf8.ts'

/** Sends of one claim without a trace of the run at the engine, before another backend may be the better idea. */
const mostSends = 3

/** Nothing is wrong with the run itself, so it may begin as often as one that was forgotten. */
export const stoppedAtEngine: EngineFailure = {
  class: 'lost',
  code: 'engine-lost',
  detail: 'the run was stopped at the engine by somebody else',
}

/**
 * The intent is recorded and nobody knows whether the engine heard of it. It is asked first. A run that it does not know may still be on
 * its way, so the grace is waited out and the engine asked once more before the same run is sent again, under the same id.
 */
export async function reconcileSubmission(drive: Drive, found: FoundJob, job: AtEngine): Promise<Step> {
  const { attempt, backendId, engineJobId } = job.current
  drive.watch(backendId, engineJobId)
  const run = await reached(drive, () => drive.imageEngine.lookUp(backendId, engineJobId))
  if (run === null) {
    const failure = {
      class: 'unreachable',
      code: 'engine-unreachable',
      detail: 'the engine could not be reached after the submission',
    } as const
    return failOverdue(drive, found, job, failure)
  }
  switch (run.state) {
    case 'queued':
    case 'running':
    case 'done':
      return tell(drive, found, { type: 'ConfirmQueued', data: { attempt, engineJobId } }, `${attempt}/queued`)
    case 'failed':
      return failAttempt(drive, found, attempt, run.failure)
    case 'cancelled':
      return failAttempt(drive, found, attempt, stoppedAtEngine)
    case 'unknown':
      return sendAgain(drive, found, job)
    default:
      return unreachable(run)
  }
}

const neverTaken: EngineFailure = {
  class: 'unreachable',
  code: 'engine-unreachable',
  detail: 'the engine answers, but it never takes the run',
}

/**
 * Sends a run once. Nothing is answered when the outcome is unknown: the next look finds out. What is sent is kept first, and only now: an
 * event names it already, so that an erasure finds it wherever a crash comes between.
 */
export async function submitRun(
  drive: Drive,
  found: FoundJob,
  { attempt, backendId }: { readonly attempt: number; readonly backendId: string },
  prepared: PreparedRun,
): Promise<Step | null> {
  await drive.blobStorage.put('workflow', utf8(prepared.workflowText))
  if (await isCalledOff(drive, found)) {
    await drive.blobStorage.remove('workflow', prepared.workflowSha256)
    return again
  }
  const answer = await reached(drive, () => drive.imageEngine.submit(backendId, prepared))
  if (answer === null) {
    drive.seen.postedAtMs = drive.clock.now()
    drive.seen.sends += 1
    return null
  }
  if (answer.outcome === 'rejected') return failAttempt(drive, found, attempt, answer.failure)
  return tell(drive, found, { type: 'ConfirmQueued', data: { attempt, engineJobId: prepared.engineJobId } }, `${attempt}/queued`)
}

/**
 * Whether the job was cancelled since it was looked at. An erasure cancels before it takes bytes away: what it took before the workflow was
 * kept is found here, what was kept before that it finds itself.
 */
async function isCalledOff({ eventStore }: Drive, { jobId, kind }: FoundJob): Promise<boolean> {
  const status = (await loadJob(eventStore, jobId, kind))?.job.status
  return status === 'cancelling' || status === 'cancelled'
}

async function sendAgain(drive: Drive, found: FoundJob, job: AtEngine): Promise<Step> {
  const { attempt, backendId, engineJobId } = job.current
  const overdue = await failTimedOut(drive, found, job)
  if (overdue !== null) return overdue
  const lastSentMs = Math.max(recordedAtMs(found, 'SubmissionStarted'), drive.seen.postedAtMs)
  const graceLeftMs = lastSentMs + drive.clocks.graceMs - drive.clock.now()
  if (graceLeftMs > 0) return wait(Math.min(graceLeftMs, drive.clocks.enginePollMs))
  if (drive.seen.sends >= mostSends) return failAttempt(drive, found, attempt, neverTaken)
  const prepared = drive.imageEngine.prepare(engineRun(found, engineJobId, uploadsOf(found, attempt, backendId)))
  const recorded = latestFact(found, 'SubmissionStarted')
  if (recorded?.data.workflowSha256 !== prepared.workflowSha256) {
    return failAttempt(drive, found, attempt, {
      class: 'lost',
      code: 'engine-lost',
      detail: 'the workflow has changed since it was first sent',
    })
  }
  return (await submitRun(drive, found, job.current, prepared)) ?? again
}

function uploadsOf(found: FoundJob, attempt: number, backendId: string): readonly UploadedInput[] {
  const uploads = latestFact(found, 'InputsUploaded')?.data
  return uploads?.attempt === attempt && uploads.backendId === backendId ? uploads.inputs : []
}
