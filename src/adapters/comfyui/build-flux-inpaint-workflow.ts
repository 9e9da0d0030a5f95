import { fillGraph } from './fill-graph.ts'
import type { Graph, Workflow } from './workflow.ts'

export type FluxInpaint = {
  /** `flux-fill-inpaint` as loaded from its folder. */
  readonly workflow: Workflow
  readonly prompt: string
  readonly negativePrompt?: string
  /** As the upload answered it, with its folder. RGB of the source; alpha 0 where the model draws. */
  readonly imageFilename: string
  /** 0..2^53-1. */
  readonly seed: number
  /** Unique for every attempt. */
  readonly filenamePrefix: string
  readonly steps?: number
  readonly cfg?: number
  readonly guidance?: number
  readonly denoise?: number
}

/** The graph that repaints the transparent part of an uploaded picture with FLUX.1 Fill; what is left out comes from the manifest. */
export function buildFluxInpaintWorkflow(wish: FluxInpaint): Graph {
  const { sampling } = wish.workflow.manifest
  return fillGraph(wish.workflow, {
    prompt: wish.prompt,
    negativePrompt: wish.negativePrompt ?? '',
    image: wish.imageFilename,
    seed: wish.seed,
    steps: wish.steps ?? sampling.steps.draft,
    cfg: wish.cfg ?? sampling.cfg,
    guidance: wish.guidance ?? sampling.guidance ?? 0,
    sampler: sampling.sampler,
    scheduler: sampling.scheduler,
    denoise: wish.denoise ?? sampling.denoise,
    filenamePrefix: wish.filenamePrefix,
  })
}
