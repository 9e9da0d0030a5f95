import { EngineUnreachable, type EngineFailure, type RunState } from '../../application/ports/image-engine.ts'
import type { Log } from '../../application/ports/log.ts'
import { faceCheckIdOf, faceWarnings } from './face-check.ts'
import type { OpenPod } from './open-pod.ts'
import { stateInHistory, stateInQueue } from './run-state.ts'

/**
 * What a pod says of a run, or what must be said in its place: a pod whose worker has died calls its runs queued and running for ever.
 * Throws `EngineUnreachable`.
 */
export async function lookUpRun(pod: OpenPod, engineJobId: string): Promise<RunState> {
  const state = await stateOfRun(pod, engineJobId)
  if (state.state === 'running' || state.state === 'done') pod.circuit.proved()
  const isWaiting = state.state === 'queued' || state.state === 'running'
  if (isWaiting && pod.stalledMs() !== null) return abandon(pod, engineJobId, state.state)
  if (state.state === 'failed' && state.failure.class === 'out-of-memory') await freeMemory(pod)
  return state
}

/** A pod that has just told its queue lives: a slow answer about a run that it may have drawn is worth waiting for. */
const historyPatience = 3

/** Queue first, then history: a run that ends between the two questions is found, the other way round it would look lost. */
export async function stateOfRun({ http, queue, workflows }: OpenPod, engineJobId: string): Promise<RunState> {
  const waiting = stateInQueue(await queue(), engineJobId)
  if (waiting !== null) return waiting
  const told = await http.getJson(`/history/${encodeURIComponent(engineJobId)}`, historyPatience)
  const state = stateInHistory(told, engineJobId)
  return state.state === 'done' ? { ...state, warnings: await faceWarnings(http, workflows, told, engineJobId) } : state
}

/** Lets the server forget a finished run, which keeps its whole graph in memory. Best effort: it drops its oldest by itself. */
export async function forgetRun(pod: OpenPod | undefined, engineJobId: string, log: Log): Promise<void> {
  // A pod that rests has forgotten by itself, or can wait for its own limit.
  if (pod === undefined || pod.circuit.state() === 'open') return
  try {
    await pod.http.postJson('/history', JSON.stringify({ delete: [engineJobId, faceCheckIdOf(engineJobId)] }))
  } catch (error) {
    log.debug('a finished run could not be forgotten', { backendId: pod.backendId, error: String(error) })
  }
}

/** The one that ran may be what killed the worker; those behind it only have to go elsewhere. They leave the queue, or would run twice. */
async function abandon(pod: OpenPod, engineJobId: string, state: 'queued' | 'running'): Promise<RunState> {
  if (state === 'queued') await attempt(pod, '/queue', { delete: [engineJobId] })
  return { state: 'failed', failure: state === 'running' ? diedWithIt : diedBeforeIt }
}

const diedWithIt: EngineFailure = {
  class: 'pod-died',
  code: 'engine-lost',
  detail: 'The engine’s worker seems to have died while it drew: it answers, but nothing moves there any more.',
}
const diedBeforeIt: EngineFailure = {
  class: 'lost',
  code: 'engine-lost',
  detail: 'The engine’s worker seems to have died while the run waited there.',
}

/** What other runs left in memory may be what the next one lacks. Nobody else's models are thrown out on a shared pod. */
const freeMemory = (pod: OpenPod): Promise<void> =>
  pod.shared ? Promise.resolve() : attempt(pod, '/free', { unload_models: true, free_memory: true })

async function attempt({ http }: OpenPod, path: string, body: unknown): Promise<void> {
  try {
    await http.postJson(path, JSON.stringify(body))
  } catch (error) {
    if (!(error instanceof EngineUnreachable)) throw error
  }
}
