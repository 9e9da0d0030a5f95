import type { Clock } from '../../application/ports/clock.ts'
import type { EngineKind } from '../../domain/job/job-events.ts'
import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import type { ComfyHttp } from './comfy-http.ts'
import type { CapabilityCache } from './known-capabilities.ts'
import type { QueueView } from './queue-view.ts'

/** Places promised to runs that are on their way: between the choice of a backend and the submission lies an upload. */
export type Reservations = {
  held(backendId: string): number
  hold(backendId: string): void
  /** A submission was answered: one promise is kept. */
  settle(backendId: string): void
}

/** A worker that died keeps its promise no longer than this. */
const holdMs = 5_000

export function reservations(clock: Clock): Reservations {
  const until = new Map<string, readonly number[]>()
  const held = (backendId: string): readonly number[] => (until.get(backendId) ?? []).filter((time) => time > clock.now())
  return {
    held: (backendId) => held(backendId).length,
    hold: (backendId) => until.set(backendId, [...held(backendId), clock.now() + holdMs]),
    settle: (backendId) => until.set(backendId, held(backendId).slice(1)),
  }
}

type Candidate = { readonly backendId: string; readonly http: ComfyHttp; readonly capabilities: CapabilityCache }
type Load = {
  readonly queueOf: (http: ComfyHttp) => Promise<QueueView>
  readonly isOurs: (clientId: string) => boolean
  readonly reserved: Reservations
  readonly depth: number
}

/** The able and reachable backend with the shortest queue, if it has fewer than `depth` of our runs; `null`: wait. */
export async function pickLeastLoaded(
  workflowId: string,
  backends: readonly Candidate[],
  load: Load,
): Promise<{ readonly backendId: string; readonly engine: EngineKind } | null> {
  const loads = await Promise.all(backends.map((backend) => loadOf(workflowId, backend, load)))
  const free = loads.filter((one) => one !== null).filter((one) => one.ours + load.reserved.held(one.backendId) < load.depth)
  const [best] = free.sort((one, other) => one.all + load.reserved.held(one.backendId) - other.all - load.reserved.held(other.backendId))
  if (best === undefined) return null
  load.reserved.hold(best.backendId)
  return { backendId: best.backendId, engine: best.engine }
}

async function loadOf(
  workflowId: string,
  backend: Candidate,
  load: Load,
): Promise<{ backendId: string; engine: EngineKind; all: number; ours: number } | null> {
  const capabilities = await backend.capabilities.current()
  if (capabilities?.missing.get(workflowId)?.length !== 0) return null
  try {
    const queue = await load.queueOf(backend.http)
    const items = [...queue.running, ...queue.pending]
    return {
      backendId: backend.backendId,
      engine: capabilities.engine,
      all: items.length,
      ours: items.filter((item) => load.isOurs(item.clientId)).length,
    }
  } catch (error) {
    if (!(error instanceof EngineUnreachable)) throw error
    backend.capabilities.doubt()
    return null
  }
}
