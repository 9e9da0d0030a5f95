import type { EngineKind } from '../../domain/job/job-events.ts'
import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import type { OpenPod } from './open-pod.ts'
import type { Reservations } from './reservations.ts'
import type { Workflow } from './workflow.ts'

export type PickSettings = {
  readonly reserved: Reservations
  /** The longest queue of a pod, what others put there included, that a run of ours may join. */
  readonly depth: number
  /** Pods that have just failed this job: taken only when no other can. */
  readonly avoid: readonly string[]
}

type Load = {
  readonly pod: OpenPod
  readonly engine: EngineKind
  readonly queued: number
  /** Of these, runs that this process put there. */
  readonly own: number
  readonly readAt: number
}

/** Loading another model costs a pod about as much as half a run. */
const coldStart = 0.5

/**
 * The pod to take now: able, reachable, not resting, drained or dead, with room in its queue; of those the one with the least to do by its
 * weight, and of equal ones the one that has the models loaded. `null`: wait.
 */
export async function pickBackend(
  workflow: Workflow | undefined,
  pods: readonly OpenPod[],
  { reserved, depth, avoid }: PickSettings,
): Promise<{ readonly backendId: string; readonly engine: EngineKind } | null> {
  if (workflow === undefined) return null
  const models = modelsOf(workflow)
  const loads = await Promise.all(pods.map((pod) => loadOf(workflow.manifest.id, pod, reserved)))
  const lengthOf = ({ pod, queued, readAt }: Load): number => queued + reserved.held(pod.backendId, readAt)
  const hasRoom = (load: Load): boolean => lengthOf(load) < depth && !isBeingTried(load, reserved)
  const free = loads.filter((load) => load !== null).filter(hasRoom)
  const fresh = free.filter(({ pod }) => !avoid.includes(pod.backendId))
  const costOf = (load: Load): number => (lengthOf(load) + (load.pod.warm.models === models ? 0 : coldStart)) / load.pod.weight
  const [best] = (fresh.length > 0 ? fresh : free).sort((one, other) => costOf(one) - costOf(other))
  if (best === undefined) return null
  reserved.hold(best.pod.backendId)
  best.pod.warm.models = models
  return { backendId: best.pod.backendId, engine: best.engine }
}

/** A pod on probation has one run of ours at a time. What others put there is no reason to wait: a shared pod may never be empty. */
const isBeingTried = ({ pod, own, readAt }: Load, reserved: Reservations): boolean =>
  pod.circuit.state() === 'probation' && own + reserved.held(pod.backendId, readAt) > 0

async function loadOf(workflowId: string, pod: OpenPod, reserved: Reservations): Promise<Load | null> {
  const capabilities = await pod.capabilities.current()
  if (pod.isDrained() || capabilities?.missing.get(workflowId)?.length !== 0) return null
  try {
    const readAt = reserved.moment()
    const { running, pending } = await pod.queue()
    if (pod.stalledMs() !== null) return null
    const items = [...running, ...pending]
    const own = items.filter(({ clientId }) => pod.socket.hears(clientId)).length
    return { pod, engine: capabilities.engine, queued: items.length, own, readAt }
  } catch (error) {
    if (!(error instanceof EngineUnreachable)) throw error
    pod.capabilities.doubt()
    return null
  }
}

const modelsOf = ({ manifest }: Workflow): string =>
  manifest.requires.models
    .map((model) => `${model.folder}/${model.file}`)
    .sort()
    .join(' ')
