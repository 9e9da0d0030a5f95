import { z } from 'zod'
import { id, time } from './text.ts'

/** An unfinished edit of one picture. `settings` belongs to the editor; at most 64 KiB as JSON. */
export const draft = z
  .strictObject({
    imageId: id,
    revision: z.int().min(1),
    savedAt: time,
    settings: z.record(z.string(), z.unknown()),
    maskBase64Png: z.string().nullable(),
  })
  .meta({ id: 'Draft' })

/** `basedOn` is the revision that was loaded, 0 for none. A stale write answers 409 `draft-is-stale` with the newer `draft`. */
export const draftSave = z
  .strictObject({
    basedOn: z.int().min(0),
    settings: z
      .record(z.string(), z.unknown())
      .refine((settings) => JSON.stringify(settings).length <= 65_536, { error: 'expected at most 65536 characters as JSON' }),
    maskBase64Png: z.string().nullable(),
  })
  .meta({ id: 'DraftSave' })

export type Draft = z.infer<typeof draft>
export type DraftSave = z.input<typeof draftSave>
