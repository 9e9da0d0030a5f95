import { randomUUID } from 'node:crypto'
import type { Clock } from '../../application/ports/clock.ts'
import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import type { Log } from '../../application/ports/log.ts'
import { backendSocket, type BackendSocket } from './backend-socket.ts'
import { circuit, type Circuit } from './circuit.ts'
import { comfyHttp, PodUnreachable, wordsOfStatus, type ComfyHttp } from './comfy-http.ts'
import { knownCapabilities, type CapabilityCache } from './known-capabilities.ts'
import { parseLenientJson } from './lenient-json.ts'
import type { Pod } from './pods.ts'
import { readQueue, type QueueView } from './queue-view.ts'
import { stallWatch, type StallPatience } from './stall-watch.ts'
import type { Workflow } from './workflow.ts'

export type PodSettings = {
  readonly clock: Clock
  readonly log: Log
  readonly enginePollMs: number
  readonly ids?: { readonly random: () => string }
  /** Longest wait for an answer; 10 s. */
  readonly answerTimeoutMs?: number
  /** Longest wait for a picture to go or come; 60 s. */
  readonly transferTimeoutMs?: number
  /** Pause between signs of life on a WebSocket; 15 s. */
  readonly pingMs?: number
  /** How long a pod that failed three times is left alone; 5 s. */
  readonly restMs?: number
  /** How long nothing may move before the pod's worker counts as dead. */
  readonly stall?: StallPatience
  /** Pause between looks at a queue that nobody else asks for; none when absent. */
  readonly observeMs?: number
  /** Whether a pod shall be given nothing new, asked at each choice; by its own flag when absent. */
  readonly isDrained?: (backendId: string) => boolean
}

/** One pod with all that is known of it in this process. Everything here can be lost without harm. */
export type OpenPod = {
  readonly backendId: string
  readonly shared: boolean
  readonly weight: number
  readonly workflows: readonly Workflow[]
  readonly http: ComfyHttp
  readonly socket: BackendSocket
  readonly circuit: Circuit
  readonly capabilities: CapabilityCache
  /** What its memory most likely holds: the models of the run that was last given to it. */
  readonly warm: { models: string | null }
  isDrained(): boolean
  /** Asks for the queue and remembers what it tells of the worker. Throws `EngineUnreachable`. */
  queue(): Promise<QueueView>
  /** Runs in the queue by the latest answer; null before the first. */
  lastQueued(): number | null
  /** Since how long nothing moves there although it should; null while it is well. */
  stalledMs(): number | null
  /** Whether its latest queue held a number that is no JSON, which the tools of others cannot read. */
  hasBareNumbers(): boolean
  close(): void
}

/** Marks our runs in a server's queue. */
const ourClient = 'persona-studio-'
/** A live worker takes up what waits within a moment; a model can take minutes to load. */
const usualStall: StallPatience = { idleMs: 10_000, ownMs: 300_000, foreignMs: 900_000 }

export function openPod(pod: Pod, settings: PodSettings, workflows: readonly Workflow[]): OpenPod {
  const { clock, log } = settings
  const answerMs = settings.answerTimeoutMs ?? 10_000
  const breaker = circuit(clock, settings.restMs ?? 5_000)
  const http = comfyHttp(pod, { answerMs, transferMs: settings.transferTimeoutMs ?? 60_000 }, breaker)
  const newClientId = (): string => `${ourClient}${settings.ids?.random() ?? randomUUID()}`
  const stall = stallWatch(clock, settings.stall ?? usualStall, (id) => socket.hears(id))
  const socketSettings = {
    pingMs: settings.pingMs ?? 15_000,
    reconnectMs: settings.enginePollMs,
    handshakeMs: answerMs,
    heard: stall.heard,
  }
  const socket = backendSocket(http, socketSettings, newClientId, clock, log)
  let bareNumbers = false
  let lastQueued: number | null = null
  const queue = async (): Promise<QueueView> => {
    const { status, text } = await http.get('/queue')
    if (status !== 200) throw new EngineUnreachable(`${pod.backendId} ${wordsOfStatus(status)}`)
    const view = readQueue(parseLenientJson(text))
    if (view === null) throw new PodUnreachable(`${pod.backendId} does not answer like a ComfyUI server`, 'not-comfyui')
    bareNumbers = holdsBareNumbers(text)
    lastQueued = view.running.length + view.pending.length
    stall.observe(view)
    return view
  }
  const observing = settings.observeMs === undefined ? undefined : setInterval(() => void queue().catch(ignoreOutage), settings.observeMs)
  observing?.unref()
  return {
    backendId: pod.backendId,
    shared: pod.shared,
    weight: pod.weight ?? 1,
    workflows,
    http,
    socket,
    circuit: breaker,
    // Its rest spares a pod that is gone the questions; a second pause upon it would only keep a pod that is back from being used.
    capabilities: knownCapabilities(http, workflows, { clock, log, againAfterFailureMs: settings.enginePollMs }),
    warm: { models: null },
    isDrained: () => settings.isDrained?.(pod.backendId) ?? pod.drain === true,
    queue,
    lastQueued: () => lastQueued,
    stalledMs: stall.stalledMs,
    hasBareNumbers: () => bareNumbers,
    close: () => {
      clearInterval(observing)
      socket.close()
    },
  }
}

/** A look that nobody waits for: whoever needs the pod next meets the outage himself. */
function ignoreOutage(error: unknown): void {
  if (!(error instanceof EngineUnreachable)) throw error
}

const holdsBareNumbers = (text: string): boolean => /[:[,]\s*-?(?:NaN|Infinity)\b/.test(text) && !isJson(text)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
