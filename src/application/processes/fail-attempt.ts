import type { FoundJob } from '../job/load-job.ts'
import type { PastFailure } from '../../domain/job/retry-policy.ts'
import { tell, type Drive, type Step } from './drive.ts'

/** Claims in a row that may run out without anything new in the job's stream before its worker counts as killed by it. */
const mostExpiries = 3

/** Reports a failed attempt; whether there is another one is the job's own decision. */
export async function failAttempt(drive: Drive, found: FoundJob, attempt: number, failure: PastFailure): Promise<Step> {
  const { class: failureClass, code, detail } = failure
  drive.log.warn('an attempt failed', { jobId: found.jobId, attempt, code })
  const data = {
    class: failureClass,
    code,
    detail: storable(detail),
    attempt,
    nowMs: drive.clock.now(),
    chance: drive.idSource.chance(),
  }
  return tell(drive, found, { type: 'FailAttempt', data }, `${attempt}/failed`)
}

/** A claim that ran out three times while nothing happened: something about this job kills its workers. `null` when it is not so. */
export async function failDeadlyAttempt(drive: Drive, found: FoundJob): Promise<Step | null> {
  const { job, history } = found
  const attempt = job.status === 'waiting' ? job.attempts + 1 : 'current' in job ? job.current?.attempt : undefined
  if (drive.task.expiries < mostExpiries || attempt === undefined || job.status === 'cancelling') return null
  const quietMs = drive.clock.now() - Date.parse(history.at(-1)?.recordedAt ?? '')
  if (quietMs < mostExpiries * drive.clocks.leaseMs) return null
  return failAttempt(drive, found, attempt, {
    class: 'worker-died',
    code: 'engine-error',
    detail: 'the worker stopped three times at this job',
  })
}

/**
 * As the log takes it: without what looks like bytes or an address, at most 500 characters, and no half of a pair where it was cut. A
 * reason that the log refuses would keep a job from ever failing.
 */
const storable = (detail: string): string =>
  detail
    .replace(/[\w+/-]{100,}|\bdata:\S+|X-Amz-\S*/gi, '(left out)')
    .slice(0, 500)
    .replace(/[\0\p{Surrogate}]/gu, '')
