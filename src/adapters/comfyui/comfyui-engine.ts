import { randomUUID } from 'node:crypto'
import type { Clock } from '../../application/ports/clock.ts'
import type { ImageCodec } from '../../application/ports/image-codec.ts'
import type { EngineReport, ImageEngine, RunState } from '../../application/ports/image-engine.ts'
import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import type { Log } from '../../application/ports/log.ts'
import { backendSocket, type BackendSocket } from './backend-socket.ts'
import { cancelRun } from './cancel-run.ts'
import { chooseWorkflow, missingOn, type KnownBackend } from './choose-workflow.ts'
import { comfyHttp, type ComfyHttp } from './comfy-http.ts'
import { engineCapabilities } from './engine-capabilities.ts'
import { fetchOutput } from './fetch-output.ts'
import { knownCapabilities, type CapabilityCache } from './known-capabilities.ts'
import { loadWorkflows } from './load-workflows.ts'
import { pickLeastLoaded, reservations } from './pick-backend.ts'
import { prepareRun } from './prepare-run.ts'
import { readQueue, type QueueView } from './queue-view.ts'
import { stateInHistory, stateInQueue } from './run-state.ts'
import { submitRun } from './submit-run.ts'
import { uploadInputs } from './upload-inputs.ts'
import type { Workflow } from './workflow.ts'

export type ComfyuiSettings = {
  readonly backends: readonly {
    /** Our name of it, as it appears in events and logs: `pod-1`. */
    readonly backendId: string
    /** http or https; a login in it travels as a header; a path is kept in front. Never logged. */
    readonly url: string
    /** Others use it too: their runs must not be hurt by our interrupts. */
    readonly shared: boolean
  }[]
  readonly workflowsDir: string
  readonly codec: ImageCodec
  readonly clock: Clock
  readonly log: Log
  /** Own runs in one queue at a time. */
  readonly depth: number
  readonly enginePollMs: number
  readonly ids?: { readonly random: () => string }
  /** Longest wait for an answer; 10 s. */
  readonly answerTimeoutMs?: number
  /** Longest wait for a picture to go or come; 60 s. */
  readonly transferTimeoutMs?: number
  /** Pause between signs of life on a WebSocket; 15 s. */
  readonly pingMs?: number
}

/** Marks our runs in a server's queue. */
const ourClient = 'persona-studio-'
/** A cancelled run is looked for this often before it is said to finish in the background. */
const looksAfterCancel = 5
/** How long a submission waits for its hints to have a way; it goes without them then. */
const socketPatienceMs = 500

type Backend = {
  readonly backendId: string
  readonly shared: boolean
  readonly http: ComfyHttp
  readonly socket: BackendSocket
  readonly capabilities: CapabilityCache
}

/**
 * Real ComfyUI servers (and our emulator) as an `ImageEngine`. Nothing about a run is kept here: what is known of it can be asked again
 * by another process. Throws `WorkflowInvalid` when a folder of `workflowsDir` is broken.
 */
export function comfyuiEngine(settings: ComfyuiSettings): ImageEngine {
  const workflows = loadWorkflows(settings.workflowsDir)
  const backends = settings.backends.map((one) => openBackend(one, settings, workflows))
  const reserved = reservations(settings.clock)
  const backendOf = (backendId: string): Backend => {
    const backend = backends.find((one) => one.backendId === backendId)
    // A pod that left the configuration is like one that never answers again: the job's patience decides.
    if (backend === undefined) throw new EngineUnreachable(`${backendId} is not configured any more`)
    return backend
  }
  return {
    report: () => report(backends, workflows),
    choose: async (need) => {
      const chosen = chooseWorkflow(need, workflows, await known(backends))
      // Who is told what is missing mends it and tries again: that must not meet the answer of a minute ago.
      if (!chosen.ok && chosen.rejection.type === 'engine-cannot') for (const { capabilities } of backends) capabilities.doubt()
      return chosen
    },
    pickBackend: (workflowId) => pickLeastLoaded(workflowId, backends, { queueOf, isOurs, reserved, depth: settings.depth }),
    upload: async (backendId, inputs) => uploadInputs(backendOf(backendId).http, settings.codec, inputs),
    prepare: (run) => prepareRun(workflowOf(workflows, run.params.workflowId), run),
    submit: async (backendId, prepared) => {
      const { http, socket, capabilities } = backendOf(backendId)
      const clientId = await socket.clientId(socketPatienceMs)
      const submission = await submitRun(http, clientId, prepared).finally(() => reserved.settle(backendId))
      // It was chosen because it could: a model may be gone since, and the next request should hear of that before it waits in line.
      if (submission.outcome === 'rejected') capabilities.doubt()
      return submission
    },
    lookUp: async (backendId, engineJobId) => lookUp(backendOf(backendId).http, engineJobId),
    watch: (backendId, engineJobId, listener) =>
      backends.find((one) => one.backendId === backendId)?.socket.listen(engineJobId, listener) ?? (() => undefined),
    fetchOutput: async (backendId, ref, wanted) => fetchOutput(backendOf(backendId).http, settings.codec, ref, wanted),
    cancel: async (backendId, engineJobId) => {
      const { http, shared, capabilities } = backendOf(backendId)
      const cancelsById = (await capabilities.current())?.cancelsById ?? false
      const look = {
        lookUp: () => lookUp(http, engineJobId),
        clock: settings.clock,
        pollMs: settings.enginePollMs,
        looks: looksAfterCancel,
      }
      return cancelRun(engineJobId, { http, shared, cancelsById, ...look })
    },
    forget: (backendId, engineJobId) => forget(backends.find((one) => one.backendId === backendId)?.http, engineJobId, settings.log),
    close: async () => {
      for (const backend of backends) backend.socket.close()
    },
  }
}

function openBackend(one: ComfyuiSettings['backends'][number], settings: ComfyuiSettings, workflows: readonly Workflow[]): Backend {
  const answerMs = settings.answerTimeoutMs ?? 10_000
  const http = comfyHttp(one, { answerMs, transferMs: settings.transferTimeoutMs ?? 60_000 })
  const newClientId = (): string => `${ourClient}${settings.ids?.random() ?? randomUUID()}`
  const socketSettings = { pingMs: settings.pingMs ?? 15_000, reconnectMs: settings.enginePollMs, handshakeMs: answerMs }
  return {
    backendId: one.backendId,
    shared: one.shared,
    http,
    socket: backendSocket(http, socketSettings, newClientId, settings.clock, settings.log),
    capabilities: knownCapabilities(http, workflows, {
      clock: settings.clock,
      log: settings.log,
      againAfterFailureMs: settings.enginePollMs * 5,
    }),
  }
}

async function known(backends: readonly Backend[]): Promise<readonly KnownBackend[]> {
  return Promise.all(
    backends.map(async (backend) => ({ backendId: backend.backendId, capabilities: await backend.capabilities.lastTold() })),
  )
}

async function report(backends: readonly Backend[], workflows: readonly Workflow[]): Promise<EngineReport> {
  const told = await Promise.all(
    backends.map(async ({ backendId, capabilities }) => {
      const current = await capabilities.current()
      const last = current ?? (await capabilities.lastTold())
      const missing =
        current === null ? [`${backendId} ${capabilities.whyUnreachable()}`] : missingOn([{ backendId, capabilities: last }], workflows)
      const able = workflows.map((workflow) => workflow.manifest.id).filter((id) => last?.missing.get(id)?.length === 0)
      const backend = { backendId, reachable: current !== null, version: last?.version ?? null, workflows: able, missing }
      return { engine: last?.engine, known: { backendId, capabilities: last }, backend }
    }),
  )
  const isPreview = told.length > 0 && told.every((one) => one.engine === 'preview')
  return {
    engine: isPreview ? 'preview' : 'comfyui',
    capabilities: engineCapabilities(
      workflows,
      told.map((one) => one.known),
    ),
    backends: told.map((one) => one.backend),
  }
}

/** Queue first, then history: a run that ends between the two questions is found, the other way round it would look lost. */
async function lookUp(http: ComfyHttp, engineJobId: string): Promise<RunState> {
  const waiting = stateInQueue(await queueOf(http), engineJobId)
  return waiting ?? stateInHistory(await http.getJson(`/history/${encodeURIComponent(engineJobId)}`), engineJobId)
}

async function queueOf(http: ComfyHttp): Promise<QueueView> {
  const queue = readQueue(await http.getJson('/queue'))
  if (queue === null) throw new EngineUnreachable(`${http.backendId} does not answer like a ComfyUI server`)
  return queue
}

const isOurs = (clientId: string): boolean => clientId.startsWith(ourClient)

async function forget(http: ComfyHttp | undefined, engineJobId: string, log: Log): Promise<void> {
  try {
    await http?.postJson('/history', JSON.stringify({ delete: [engineJobId] }))
  } catch (error) {
    log.debug('a finished run could not be forgotten; the server drops its oldest by itself', {
      backendId: http?.backendId ?? 'unknown',
      error: String(error),
    })
  }
}

function workflowOf(workflows: readonly Workflow[], workflowId: string): Workflow {
  const workflow = workflows.find((one) => one.manifest.id === workflowId)
  if (workflow === undefined) throw new Error(`there is no workflow ${workflowId} any more`)
  return workflow
}
