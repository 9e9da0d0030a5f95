import type { Clock } from '../../application/ports/clock.ts'

/**
 * Whether a backend is worth talking to. After some failures in a row it rests (`open`): nobody waits for its timeouts and no run is given
 * to it. When the rest is over one question may try it (`half-open`); if that is answered the backend is on `probation` and gets a single
 * run, until one has really begun there.
 */
export type Circuit = {
  state(): 'closed' | 'open' | 'half-open' | 'probation'
  /** Asked before each question: `false` while it rests, and while another question already tries it. */
  admits(): boolean
  answered(): void
  failed(): void
  /** A run of ours began or ended there: it is well. */
  proved(): void
}

/** Failures in a row before it rests: a single one may be bad luck. */
const mostFailures = 3

export function circuit(clock: Pick<Clock, 'now'>, restMs: number): Circuit {
  let failures = 0
  let restsUntil: number | null = null
  let isTried = false
  let isOnProbation = false
  const rest = (): void => {
    restsUntil = clock.now() + restMs
    isTried = false
    isOnProbation = false
  }
  const state = (): ReturnType<Circuit['state']> => {
    if (restsUntil !== null) return clock.now() < restsUntil ? 'open' : 'half-open'
    return isOnProbation ? 'probation' : 'closed'
  }
  return {
    state,
    admits: () => {
      const now = state()
      if (now === 'closed' || now === 'probation') return true
      if (now === 'open' || isTried) return false
      isTried = true
      return true
    },
    answered: () => {
      failures = 0
      if (restsUntil === null) return
      restsUntil = null
      isTried = false
      isOnProbation = true
    },
    failed: () => {
      failures += 1
      if (restsUntil !== null || isOnProbation || failures >= mostFailures) rest()
    },
    proved: () => {
      isOnProbation = false
    },
  }
}
