import type { Clock } from '../../application/ports/clock.ts'
import { EngineUnreachable, type EngineProblem } from '../../application/ports/image-engine.ts'
import type { Log } from '../../application/ports/log.ts'
import { probe, type Capabilities } from './capabilities.ts'
import { PodUnreachable, type ComfyHttp } from './comfy-http.ts'
import type { Workflow } from './workflow.ts'

/** What a backend can do, asked again when older than a minute; callers at the same moment share one question. Never throws. */
export type CapabilityCache = {
  /** `null` while it does not answer. */
  current(): Promise<Capabilities | null>
  /** As `current`, but remembers over an outage; `null` only when it never answered. */
  lastTold(): Promise<Capabilities | null>
  /** Words for the latest failure, without the backend's name; valid after `current` gave null. */
  whyUnreachable(): EngineProblem
  /** Something else failed just now: what is known may be over. */
  doubt(): void
}

const freshForMs = 60_000
/** Somebody who asks a second time goes on with what is known, rather than wait for a backend that hangs. */
const patienceMs = 1_000

export function knownCapabilities(
  http: ComfyHttp,
  workflows: readonly Workflow[],
  by: { readonly clock: Clock; readonly log: Log; readonly againAfterFailureMs: number },
): CapabilityCache {
  let told: Capabilities | null = null
  let isReachable = false
  let why: EngineProblem = { code: 'unreachable', text: 'was not asked yet' }
  let validUntil = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | null = null
  let wasAsked = false
  let doubts = 0
  const ask = async (): Promise<void> => {
    const doubtsBefore = doubts
    try {
      told = await probe(http, workflows)
      if (!isReachable) by.log.info('an engine answers', { backendId: http.backendId, outcome: told.engine })
      isReachable = true
      // A doubt that came while it was asked may be of something that it had told before.
      validUntil = doubts === doubtsBefore ? by.clock.now() + freshForMs : Number.NEGATIVE_INFINITY
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) throw error
      const text = error.message.replace(`${http.backendId} `, '')
      why = { code: error instanceof PodUnreachable ? error.code : 'not-comfyui', text }
      if (isReachable || told === null) by.log.warn('an engine does not answer', { backendId: http.backendId, error: error.message })
      isReachable = false
      // A pod that comes back should be used soon, not after the minute that a good answer holds.
      validUntil = by.clock.now() + Math.min(by.againAfterFailureMs, freshForMs)
    }
  }
  const refresh = async (): Promise<void> => {
    if (by.clock.now() < validUntil) return
    asking ??= ask().finally(() => {
      asking = null
      wasAsked = true
    })
    if (!wasAsked) return asking
    const patience = new AbortController()
    await Promise.race([asking, by.clock.sleep(patienceMs, patience.signal)])
    patience.abort()
  }
  return {
    current: async () => {
      await refresh()
      return isReachable ? told : null
    },
    lastTold: async () => {
      await refresh()
      return told
    },
    whyUnreachable: () => why,
    doubt: () => {
      doubts += 1
      validUntil = Number.NEGATIVE_INFINITY
    },
  }
}
