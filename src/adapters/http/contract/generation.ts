import { z } from 'zod'
import { studio } from './presets.ts'
import { id, seed, text } from './text.ts'

/** `POST /image/generate/studio`: one job a picture, seeds seed, seed+1, … modulo 2^53. */
export const generationRequest = z
  .strictObject({
    characterId: id,
    ...studio.shape,
    prompt: text(0, 2000).optional(),
    negativePrompt: text(0, 2000).optional(),
    seed: seed.optional(),
    count: z.int().min(1).max(10).default(1),
    useReference: z.boolean().default(false),
  })
  .meta({ id: 'GenerationRequest' })

export type GenerationRequest = z.input<typeof generationRequest>
