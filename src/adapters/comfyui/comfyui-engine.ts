import type { ImageCodec } from '../../application/ports/image-codec.ts'
import { EngineUnreachable, type EngineInput, type ImageEngine, type UploadedInput } from '../../application/ports/image-engine.ts'
import { cancelRun } from './cancel-run.ts'
import { chooseWorkflow, type KnownBackend } from './choose-workflow.ts'
import { sendFaceCheck } from './face-check.ts'
import { fetchOutput } from './fetch-output.ts'
import { forgetRun, lookUpRun, stateOfRun } from './look-up-run.ts'
import { loadWorkflows } from './load-workflows.ts'
import { openPod, type OpenPod, type PodSettings } from './open-pod.ts'
import { pickBackend } from './pick-backend.ts'
import { reportPods } from './pod-report.ts'
import type { Pod } from './pods.ts'
import { prepareRun } from './prepare-run.ts'
import { holdMs, reservations, type Reservations } from './reservations.ts'
import { stagesOf } from './stages.ts'
import { submitRun } from './submit-run.ts'
import { uploadInputs } from './upload-inputs.ts'
import type { Workflow } from './workflow.ts'

export type ComfyuiSettings = PodSettings & {
  readonly backends: readonly Pod[]
  readonly workflowsDir: string
  readonly codec: ImageCodec
  /** The longest queue of a pod, whoever filled it, that a run of ours may join. */
  readonly depth: number
}

/** A cancelled run is looked for this often before it is said to finish in the background. */
const looksAfterCancel = 5
/** How long a submission waits for its hints to have a way; it goes without them then. */
const socketPatienceMs = 500

/**
 * Real ComfyUI servers (and our emulator) as an `ImageEngine`. Nothing about a run is kept here: what is known of it can be asked again
 * by another process. Throws `WorkflowInvalid` when a folder of `workflowsDir` is broken.
 */
export function comfyuiEngine(settings: ComfyuiSettings): ImageEngine {
  const workflows = loadWorkflows(settings.workflowsDir)
  const pods = settings.backends.map((one) => openPod(one, settings, workflows))
  const reserved = reservations(settings.clock)
  const podOf = (backendId: string): OpenPod => {
    const pod = pods.find((one) => one.backendId === backendId)
    // A pod that left the configuration is like one that never answers again: the job's patience decides.
    if (pod === undefined) throw new EngineUnreachable(`${backendId} is not configured any more`)
    return pod
  }
  return {
    report: () => reportPods(pods, workflows),
    choose: async (need) => {
      const chosen = chooseWorkflow(need, workflows, await known(pods))
      // Who is told what is missing mends it and tries again: that must not meet the answer of a minute ago.
      if (!chosen.ok && chosen.rejection.type === 'engine-cannot') for (const { capabilities } of pods) capabilities.doubt()
      return chosen
    },
    pickBackend: (workflowId, avoid = []) => {
      const workflow = workflows.find((one) => one.manifest.id === workflowId)
      return pickBackend(workflow, pods, { reserved, depth: settings.depth, avoid })
    },
    upload: (backendId, inputs) => upload(podOf(backendId), inputs, settings, reserved),
    prepare: (run) => prepareRun(workflowOf(workflows, run.params.workflowId), run),
    submit: async (backendId, prepared) => {
      const { http, socket, capabilities } = podOf(backendId)
      const clientId = await socket.clientId(socketPatienceMs)
      socket.knowStages(prepared.engineJobId, stagesOf(prepared.workflowText))
      await sendFaceCheck(http, clientId, prepared)
      const submission = await submitRun(http, clientId, prepared).finally(() => reserved.settle(backendId))
      // It was chosen because it could: a model may be gone since, and the next request should hear of that before it waits in line.
      if (submission.outcome === 'rejected') capabilities.doubt()
      return submission
    },
    lookUp: async (backendId, engineJobId) => lookUpRun(podOf(backendId), engineJobId),
    watch: (backendId, engineJobId, listener) =>
      pods.find((one) => one.backendId === backendId)?.socket.listen(engineJobId, listener) ?? (() => undefined),
    fetchOutput: async (backendId, ref, wanted) => fetchOutput(podOf(backendId).http, settings.codec, ref, wanted),
    cancel: async (backendId, engineJobId) => cancel(podOf(backendId), engineJobId, settings),
    forget: (backendId, engineJobId) =>
      forgetRun(
        pods.find((one) => one.backendId === backendId),
        engineJobId,
        settings.log,
      ),
    close: async () => {
      for (const pod of pods) pod.close()
    },
  }
}

async function known(pods: readonly OpenPod[]): Promise<readonly KnownBackend[]> {
  return Promise.all(pods.map(async ({ backendId, capabilities }) => ({ backendId, capabilities: await capabilities.lastTold() })))
}

/** The place in the queue is kept while pictures travel, and given up when they do not arrive. */
async function upload(
  { backendId, http }: OpenPod,
  inputs: readonly EngineInput[],
  { codec, transferTimeoutMs = 60_000 }: ComfyuiSettings,
  reserved: Reservations,
): Promise<readonly UploadedInput[]> {
  reserved.extend(backendId, (inputs.length + 1) * transferTimeoutMs)
  try {
    const uploaded = await uploadInputs(http, codec, inputs)
    reserved.extend(backendId, holdMs)
    return uploaded
  } catch (error) {
    reserved.settle(backendId)
    throw error
  }
}

async function cancel(pod: OpenPod, engineJobId: string, settings: ComfyuiSettings): ReturnType<ImageEngine['cancel']> {
  const cancelsById = (await pod.capabilities.current())?.cancelsById ?? false
  return cancelRun(engineJobId, {
    http: pod.http,
    shared: pod.shared,
    cancelsById,
    lookUp: () => stateOfRun(pod, engineJobId),
    clock: settings.clock,
    pollMs: settings.enginePollMs,
    looks: looksAfterCancel,
  })
}

function workflowOf(workflows: readonly Workflow[], workflowId: string): Workflow {
  const workflow = workflows.find((one) => one.manifest.id === workflowId)
  if (workflow === undefined) throw new Error(`there is no workflow ${workflowId} any more`)
  return workflow
}
