import type { RunState } from '../../application/ports/image-engine.ts'
import type { Clock } from '../../application/ports/clock.ts'
import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import { wordsOfStatus, type ComfyHttp, type HttpAnswer } from './comfy-http.ts'

export type Cancelled = 'cancelled' | 'finishes-in-background' | 'unknown'

export type CancelWays = {
  readonly http: ComfyHttp
  readonly cancelsById: boolean
  /** Somebody else's runs may be on this backend. */
  readonly shared: boolean
  readonly lookUp: () => Promise<RunState>
  readonly clock: Clock
  readonly pollMs: number
  /** How often a stopped run is looked for before it is said to finish in the background. */
  readonly looks: number
}

/** Stops a run without touching another, and looks afterwards whether it worked. Throws `EngineUnreachable`. */
export async function cancelRun(engineJobId: string, ways: CancelWays): Promise<Cancelled> {
  const before = await ways.lookUp()
  if (!isAlive(before)) return ended(before)
  const isTold = ways.cancelsById && (await tellToCancel(engineJobId, ways.http))
  return isTold ? lookUntilEnded(ways) : cancelByHand(engineJobId, ways)
}

/** By id, waiting or running, without harm to others. `false`: this server lists jobs but has no way to cancel one. */
async function tellToCancel(engineJobId: string, http: ComfyHttp): Promise<boolean> {
  const answer = await http.postJson(`/api/jobs/${engineJobId}/cancel`, '{}')
  if (answer.status === 404 || answer.status === 405) return false
  mustBeOk(http, answer)
  return true
}

/**
 * Out of the queue first: that can only hit our own. A running one is interrupted by its id, where nobody else's run could be the next
 * that the interrupt hits: the server checks the id and sets its flag in two steps.
 */
async function cancelByHand(engineJobId: string, ways: CancelWays): Promise<Cancelled> {
  mustBeOk(ways.http, await ways.http.postJson('/queue', JSON.stringify({ delete: [engineJobId] })))
  const after = await ways.lookUp()
  // It was in the queue a moment ago and left no history: taken out.
  if (!isAlive(after)) return after.state === 'unknown' ? 'cancelled' : ended(after)
  if (after.state === 'queued' || ways.shared) return 'finishes-in-background'
  mustBeOk(ways.http, await ways.http.postJson('/interrupt', JSON.stringify({ prompt_id: engineJobId })))
  return lookUntilEnded(ways)
}

/** An interrupt takes effect at the next node or step; loading a model goes on to its end. */
async function lookUntilEnded(ways: CancelWays): Promise<Cancelled> {
  for (let look = 0; look < ways.looks; look += 1) {
    const state = await ways.lookUp()
    if (!isAlive(state)) return state.state === 'unknown' ? 'cancelled' : ended(state)
    await ways.clock.sleep(ways.pollMs)
  }
  return 'finishes-in-background'
}

const isAlive = (state: RunState): boolean => state.state === 'queued' || state.state === 'running'

/** A finished run cannot be stopped any more; its picture is not fetched. */
function ended(state: RunState): Cancelled {
  if (state.state === 'unknown') return 'unknown'
  return state.state === 'done' ? 'finishes-in-background' : 'cancelled'
}

function mustBeOk(http: ComfyHttp, answer: HttpAnswer): void {
  if (answer.status < 200 || answer.status > 299) throw new EngineUnreachable(`${http.backendId} ${wordsOfStatus(answer.status)}`)
}
