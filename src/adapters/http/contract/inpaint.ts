import { z } from 'zod'
import { id, seed, text, words } from './text.ts'

/**
 * `POST /image/edit/inpaint`. The mask is an RGBA PNG of exactly the source's size, raw base64 or a data URL: alpha 255 = edit, 0 = keep;
 * its RGB is never looked at. `maskFromImageId` takes the stored mask of an edited image instead. Unknown members are ignored.
 */
export const inpaintRequest = z
  .object({
    characterId: id,
    sourceImageId: id,
    prompt: words(1, 2000),
    negativePrompt: text(0, 2000).optional(),
    maskedImageBase64Png: z.string().optional(),
    maskFromImageId: id.optional(),
    seed: seed.optional(),
    count: z.int().min(1).max(4).default(1),
    growPx: z.int().min(0).max(64).default(0),
    featherPx: z.int().min(0).max(64).default(8),
    strength: z.number().min(0.05).max(1).default(1),
    area: z.enum(['whole', 'masked']).default('whole'),
    allowFullMask: z.boolean().default(false),
  })
  .refine((body) => (body.maskedImageBase64Png === undefined) !== (body.maskFromImageId === undefined), {
    error: 'expected exactly one of maskedImageBase64Png and maskFromImageId',
    path: ['maskedImageBase64Png'],
  })
  .meta({ id: 'InpaintRequest' })

/**
 * `POST /api/v1/images/:id/rerun`: the same parent, mask, grow, feather, strength and area again. Absent texts stay as they were; without
 * a seed a new one is drawn.
 */
export const rerunRequest = z
  .strictObject({
    prompt: words(1, 2000).optional(),
    negativePrompt: text(0, 2000).optional(),
    seed: seed.optional(),
    count: z.int().min(1).max(4).default(1),
  })
  .meta({ id: 'RerunRequest' })

export type RerunRequest = z.input<typeof rerunRequest>
export type InpaintRequest = z.input<typeof inpaintRequest>
