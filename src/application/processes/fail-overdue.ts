import type { FoundJob } from '../job/load-job.ts'
import type { EngineFailure } from '../ports/image-engine.ts'
import { reached, recordedAtMs, wait, type AtEngine, type Drive, type Step } from './drive.ts'
import { failAttempt } from './fail-attempt.ts'

/** A backend that does not answer is waited for as long as the grace; then the attempt is given up as `failure`. */
export async function failOverdue(drive: Drive, found: FoundJob, job: AtEngine, failure: EngineFailure): Promise<Step> {
  const sinceMs = drive.seen.unreachableSinceMs ?? drive.clock.now()
  if (drive.clock.now() - sinceMs >= drive.clocks.graceMs) return failAttempt(drive, found, job.current.attempt, failure)
  return (await failTimedOut(drive, found, job)) ?? wait(drive.clocks.enginePollMs)
}

/** The longest time of an attempt counts from its submission. `null` while there is some left. */
export async function failTimedOut(drive: Drive, found: FoundJob, job: AtEngine): Promise<Step | null> {
  const { attempt, backendId, engineJobId } = job.current
  if (drive.clock.now() < recordedAtMs(found, 'SubmissionStarted') + drive.clocks.attemptTimeoutMs) return null
  // Best effort: a run that goes on in vain keeps others waiting, but its result has no reader any more.
  await reached(drive, () => drive.imageEngine.cancel(backendId, engineJobId))
  return failAttempt(drive, found, attempt, { class: 'timeout', code: 'engine-timeout', detail: 'the engine took too long' })
}
