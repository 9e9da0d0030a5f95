import type { BackendReport, EngineProblem, EngineReport } from '../../application/ports/image-engine.ts'
import type { Capabilities } from './capabilities.ts'
import { missingOn } from './choose-workflow.ts'
import { engineCapabilities } from './engine-capabilities.ts'
import type { OpenPod } from './open-pod.ts'
import type { Workflow } from './workflow.ts'

/** Below this a large source picture does not get through. */
const leastUploadBytes = 64 * 1024 * 1024

/** What every pod offers and lacks, by what it last told; pods that have not been asked for a minute are asked again. */
export async function reportPods(pods: readonly OpenPod[], workflows: readonly Workflow[]): Promise<EngineReport> {
  const told = await Promise.all(
    pods.map(async (pod) => {
      const current = await pod.capabilities.current()
      const last = current ?? (await pod.capabilities.lastTold())
      return { last, known: { backendId: pod.backendId, capabilities: last }, backend: reportOf(pod, current, last, workflows) }
    }),
  )
  const isPreview = told.length > 0 && told.every((one) => one.last?.engine === 'preview')
  const known = told.map((one) => one.known)
  return {
    engine: isPreview ? 'preview' : 'comfyui',
    capabilities: engineCapabilities(workflows, known),
    backends: told.map((one) => one.backend),
  }
}

function reportOf(pod: OpenPod, current: Capabilities | null, last: Capabilities | null, workflows: readonly Workflow[]): BackendReport {
  const { backendId, capabilities } = pod
  const missing =
    current === null ? [`${backendId} ${capabilities.whyUnreachable().text}`] : missingOn([{ backendId, capabilities: last }], workflows)
  return {
    backendId,
    reachable: current !== null,
    version: last?.version ?? null,
    workflows: workflows.map((workflow) => workflow.manifest.id).filter((id) => last?.missing.get(id)?.length === 0),
    missing,
    problems: current === null ? [whyNotReached(pod)] : [...troubles(pod, current), ...lacks(current, workflows)],
    queued: current === null ? null : pod.lastQueued(),
    circuit: pod.circuit.state(),
  }
}

const adviceFor: Partial<Readonly<Record<EngineProblem['code'], string>>> = {
  unreachable: 'start it, or mend its address and the network between',
  'needs-sign-in': 'put a login into its address or a header into the pods file',
  'not-comfyui': 'check that its address leads to ComfyUI itself',
  'in-trouble': 'look into its own log; it is asked again by itself',
}

function whyNotReached({ backendId, capabilities }: OpenPod): EngineProblem {
  const { code, text } = capabilities.whyUnreachable()
  const advice = adviceFor[code]
  return { code, text: `${backendId} ${text}${advice === undefined ? '' : `; ${advice}`}` }
}

/** What is wrong with the server itself. */
function troubles(pod: OpenPod, { maxUploadBytes }: Capabilities): readonly EngineProblem[] {
  const stalledMs = pod.stalledMs()
  const found: (EngineProblem | null)[] = [
    stalledMs === null
      ? null
      : {
          code: 'worker-dead',
          text: `its worker seems to have died: it answers, but nothing has moved for ${spanOf(stalledMs)}; restart ComfyUI`,
        },
    pod.isDrained() ? { code: 'draining', text: 'it is being drained: it ends what it has and is given nothing new' } : null,
    pod.hasBareNumbers()
      ? {
          code: 'bare-numbers',
          text: 'a run in its queue holds a number that is no JSON (NaN); we cope, other tools may not; restart ComfyUI',
        }
      : null,
    maxUploadBytes !== null && maxUploadBytes < leastUploadBytes
      ? {
          code: 'small-uploads',
          text: `it takes uploads of ${Math.floor(maxUploadBytes / 1024 / 1024)} MB only; start it with --max-upload-size 100`,
        }
      : null,
  ]
  return found.filter((one) => one !== null).map(({ code, text }) => ({ code, text: `${pod.backendId}: ${text}` }))
}

const lacks = ({ problems }: Capabilities, workflows: readonly Workflow[]): readonly EngineProblem[] =>
  workflows.flatMap(({ manifest }) =>
    (problems.get(manifest.id) ?? []).map(({ code, text }) => ({ code, text: `${manifest.id}: ${text}` })),
  )

const spanOf = (ms: number): string => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`)
