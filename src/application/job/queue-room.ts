import type { UserId } from '../../domain/ids.ts'
import type { JobCounts } from '../ports/job-counts.ts'
import type { Refusal } from '../refusals.ts'

/** Most jobs that may wait in line. */
export type QueueLimits = { readonly queueMax: number; readonly userQueueMax: number }

/** Refuses a request whole when its jobs would not all fit: one's own cap first, because it is the one a person can do something about. */
export async function noRoomInQueue(
  { jobCounts, limits }: { readonly jobCounts: JobCounts; readonly limits: QueueLimits },
  ownerId: UserId,
  asked: number,
): Promise<{ readonly ok: false; readonly rejection: Refusal } | null> {
  const { own, all } = await jobCounts.waiting(ownerId)
  if (own + asked > limits.userQueueMax) {
    return { ok: false, rejection: { type: 'too-many-jobs', limit: limits.userQueueMax, waiting: own, asked } }
  }
  return all + asked > limits.queueMax ? { ok: false, rejection: { type: 'queue-full' } } : null
}
