import type { FailureClass, JobErrorCode } from './job-events.ts'

/** The one rule of giving up (event-sourcing.md §2.7). */
export const retryLimits = { attempts: 5, deaths: 3, baseDelayMs: 2_000, longestDelayMs: 60_000 } as const

export type PastFailure = { readonly class: FailureClass; readonly code: JobErrorCode; readonly detail: string }

export type Verdict =
  { readonly verdict: 'retry' } | { readonly verdict: 'fail'; readonly class: FailureClass | 'quarantined'; readonly code: JobErrorCode }

/** Retries a class may have before the job ends with its own code; classes not named here go on until the limit of all attempts. */
const retriesOf: Partial<Readonly<Record<FailureClass, number>>> = {
  rejected: 0,
  'engine-error': 1,
  'out-of-memory': 1,
  'output-invalid': 1,
}

/** What becomes of a job after a failure; `failures` holds all of them, the newest last. */
export function judge(failures: readonly PastFailure[]): Verdict {
  const latest = failures.at(-1)
  if (latest === undefined) return { verdict: 'retry' }
  const ofClass = failures.filter((failure) => failure.class === latest.class).length
  const allowed = retriesOf[latest.class]
  if (allowed !== undefined && ofClass > allowed) return { verdict: 'fail', class: latest.class, code: latest.code }
  if (isQuarantined(failures)) return { verdict: 'fail', class: 'quarantined', code: 'quarantined' }
  return { verdict: 'retry' }
}

function isQuarantined(failures: readonly PastFailure[]): boolean {
  const deaths = failures.filter((failure) => failure.class === 'worker-died' || failure.class === 'pod-died').length
  return failures.length >= retryLimits.attempts || deaths >= retryLimits.deaths
}

/** Base 2 s, doubled with each failure, at most 60 s, times a jitter of 0.5 to 1. `chance` is 0 (in) to 1 (out). */
export function retryDelayMs(failures: number, chance: number): number {
  const doublings = Math.min(Math.max(failures, 1) - 1, 30)
  const delayMs = Math.min(retryLimits.longestDelayMs, retryLimits.baseDelayMs * 2 ** doublings)
  return Math.round(delayMs * (0.5 + chance / 2))
}
