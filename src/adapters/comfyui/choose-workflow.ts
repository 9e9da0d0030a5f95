import type { WorkflowChoice, WorkflowNeed, WorkflowRefusal } from '../../application/ports/image-engine.ts'
import type { Result } from '../../domain/decider.ts'
import type { Capabilities } from './capabilities.ts'
import { fitArea } from './fit-area.ts'
import type { Workflow } from './workflow.ts'

/** A backend with what it last told; `null` when it never answered. */
export type KnownBackend = { readonly backendId: string; readonly capabilities: Capabilities | null }

/**
 * The first workflow, in order of its kind's list, that honours the need and that a backend can run by what it last told. A backend that
 * never answered might be able to: then the first that honours the need is taken and the job waits.
 */
export function chooseWorkflow(
  need: WorkflowNeed,
  workflows: readonly Workflow[],
  backends: readonly KnownBackend[],
): Result<WorkflowChoice, WorkflowRefusal> {
  const ofKind = workflows.filter((workflow) => workflow.manifest.kind === need.kind)
  if (need.strength < 1 && !ofKind.some((workflow) => workflow.manifest.honours.strength))
    return refused({ type: 'strength-not-supported' })
  const honouring = ofKind.filter((workflow) => honours(workflow, need))
  const [first] = honouring
  if (first === undefined) return refused({ type: 'engine-cannot', missing: unhonoured(need, ofKind) })
  for (const workflow of honouring) {
    const able = backends.find((backend) => backend.capabilities?.missing.get(workflow.manifest.id)?.length === 0)
    if (able?.capabilities) return { ok: true, value: choiceOf(workflow, need, able.capabilities.engine) }
  }
  if (backends.some((backend) => backend.capabilities === null)) return { ok: true, value: choiceOf(first, need, 'comfyui') }
  return refused({ type: 'engine-cannot', missing: missingOn(backends, honouring) })
}

/** One line for each backend and workflow, as `report` tells it too. */
export const missingOn = (backends: readonly KnownBackend[], workflows: readonly Workflow[]): readonly string[] =>
  backends.flatMap((backend) =>
    workflows.flatMap(({ manifest }) =>
      (backend.capabilities?.missing.get(manifest.id) ?? []).map((words) => `${backend.backendId}, ${manifest.id}: ${words}`),
    ),
  )

const honours = ({ manifest }: Workflow, need: WorkflowNeed): boolean =>
  (need.strength === 1 || manifest.honours.strength) &&
  (need.maskedArea === null || manifest.honours.maskedArea) &&
  // Both ways: what draws from a reference cannot do without one.
  need.referenceFace === manifest.honours.referenceFace

function unhonoured(need: WorkflowNeed, ofKind: readonly Workflow[]): readonly string[] {
  const gaps = [
    ...(need.maskedArea !== null && !ofKind.some(({ manifest }) => manifest.honours.maskedArea)
      ? ['no workflow here draws only the masked area; choose the whole picture']
      : []),
    ...(need.referenceFace && !ofKind.some(({ manifest }) => manifest.honours.referenceFace)
      ? ['no workflow here keeps the face of a reference picture']
      : []),
  ]
  return gaps.length > 0 ? gaps : ['no workflow here can do all of this at once']
}

function choiceOf({ manifest }: Workflow, need: WorkflowNeed, engine: WorkflowChoice['engine']): WorkflowChoice {
  const { sampling } = manifest
  const cfg = need.hasNegativePrompt ? (sampling.cfgWithNegative ?? sampling.cfg) : sampling.cfg
  return {
    engine,
    workflowId: manifest.id,
    workflowVersion: manifest.version,
    steps: sampling.steps[need.qualityMode],
    cfg,
    guidance: sampling.guidance ?? 0,
    sampler: sampling.sampler,
    scheduler: sampling.scheduler,
    denoise: manifest.honours.strength ? need.strength : sampling.denoise,
    ...drawnOf(need, manifest),
    negativePromptUsed: need.hasNegativePrompt && cfg > sampling.negativeHonouredAboveCfg,
  }
}

function drawnOf({ maskedArea, size }: WorkflowNeed, { sizes }: Workflow['manifest']): Pick<WorkflowChoice, 'width' | 'height' | 'box'> {
  if (maskedArea === null) return { width: size.widthPx, height: size.heightPx }
  const { box, drawn } = fitArea(maskedArea, size, sizes.best)
  return { width: drawn.widthPx, height: drawn.heightPx, box }
}

const refused = (rejection: WorkflowRefusal): { readonly ok: false; readonly rejection: WorkflowRefusal } => ({ ok: false, rejection })
