import { z } from 'zod'
import { characterForm } from './character.ts'
import { studio } from './presets.ts'
import { id, text } from './text.ts'

/** The prompt for a form that is being filled: a stored character by id, or one that is still being made. */
export const promptPreviewRequest = z
  .strictObject({
    characterId: id.optional(),
    character: characterForm.optional(),
    ...studio.shape,
    prompt: text(0, 2000).optional(),
    negativePrompt: text(0, 2000).optional(),
  })
  .refine((body) => (body.characterId === undefined) !== (body.character === undefined), {
    error: 'expected exactly one of characterId and character',
    path: ['characterId'],
  })
  .meta({ id: 'PromptPreviewRequest' })

export const promptPreview = z
  .strictObject({ prompt: z.string(), negativePrompt: z.string(), parts: z.array(z.strictObject({ part: z.string(), text: z.string() })) })
  .meta({ id: 'PromptPreview' })

export type PromptPreviewRequest = z.input<typeof promptPreviewRequest>
export type PromptPreview = z.infer<typeof promptPreview>
