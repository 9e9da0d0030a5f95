import { createHash } from 'node:crypto'
import type { EngineRun, PreparedRun } from '../../application/ports/image-engine.ts'
import type { Size } from '../../application/ports/image-codec.ts'
import { faceCheckText } from './face-check.ts'
import { fillGraph, type GraphValues } from './fill-graph.ts'
import { filenamePrefixOf } from './output-ref.ts'
import type { InputName, Workflow } from './workflow.ts'

/** FLUX packs latents in patches of 2 × 2, and a latent pixel is 8 wide: other sizes would come back smaller and shifted. */
export const sizeMultiplePx = 16

/** What the engine is asked to draw; the surplus at the right and bottom is cut off again. */
export const paddedSize = (size: Size): Size => ({ widthPx: padded(size.widthPx), heightPx: padded(size.heightPx) })

/** Pure: the same run gives the same text. */
export function prepareRun(workflow: Workflow, run: EngineRun): PreparedRun {
  const given = valuesOf(run)
  const wanted = Object.fromEntries(Object.entries(given).filter(([name]) => name in workflow.manifest.inputs))
  const workflowText = JSON.stringify(fillGraph(workflow, wanted))
  const faceCheck = faceCheckText(workflow, run)
  return {
    engineJobId: run.engineJobId,
    workflowText,
    workflowSha256: createHash('sha256').update(workflowText).digest('hex'),
    ...(faceCheck === null ? {} : { faceCheckText: faceCheck }),
  }
}

function valuesOf(run: EngineRun): GraphValues {
  const { params } = run
  const size = paddedSize({ widthPx: params.width, heightPx: params.height })
  const fileOf = (name: InputName, role: 'source' | 'reference'): GraphValues => {
    const upload = run.inputs.find((input) => input.role === role)
    return upload === undefined ? {} : { [name]: upload.remoteName }
  }
  return {
    prompt: run.prompt,
    negativePrompt: run.negativePrompt,
    seed: params.seed,
    steps: params.steps,
    cfg: params.cfg,
    guidance: params.guidance,
    sampler: params.sampler,
    scheduler: params.scheduler,
    denoise: params.denoise,
    width: size.widthPx,
    height: size.heightPx,
    filenamePrefix: filenamePrefixOf(run.engineJobId),
    ...fileOf('image', 'source'),
    ...fileOf('reference', 'reference'),
  }
}

const padded = (px: number): number => Math.ceil(px / sizeMultiplePx) * sizeMultiplePx
