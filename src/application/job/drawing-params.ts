import type { DrawingParams } from '../../domain/job/job-events.ts'
import type { WorkflowChoice } from '../ports/image-engine.ts'

/** A choice with its seed, field by field: an adapter may know more of a workflow than an event has room for. */
export function drawingParams(choice: WorkflowChoice, seed: number, typedNegative: string | undefined): DrawingParams {
  const { workflowId, workflowVersion, steps, cfg, guidance, sampler, scheduler, denoise, width, height, box, negativePromptUsed } = choice
  const drawing = {
    workflowId,
    workflowVersion,
    seed,
    steps,
    cfg,
    guidance,
    sampler,
    scheduler,
    denoise,
    width,
    height,
    ...(box === undefined ? {} : { box }),
    negativePromptUsed,
  }
  return hasWords(typedNegative) ? { ...drawing, negativePromptTyped: true } : drawing
}

/** Whether a person typed anything to avoid. */
export const hasWords = (text: string | undefined): boolean => text !== undefined && text.trim() !== ''
