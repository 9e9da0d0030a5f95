import { z } from 'zod'
import { id, storable, time } from './text.ts'

const deepest = 32

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
    basedOn: z.int().min(0).max(2_147_483_646),
    settings: z
      .record(z.string(), z.unknown())
      .refine(isKeepable, { error: `expected text and numbers, at most 65536 characters as JSON and ${deepest} levels` }),
    maskBase64Png: storable().nullable(),
  })
  .meta({ id: 'DraftSave' })

/** The levels are counted first: whatever walks down a value that is nested a hundred thousand times runs out of stack. */
function isKeepable(settings: object): boolean {
  return isShallow(settings, deepest) && JSON.stringify(settings).length <= 65_536
}

function isShallow(value: unknown, levelsLeft: number): boolean {
  if (typeof value === 'string') return storable().safeParse(value).success
  if (typeof value !== 'object' || value === null) return true
  return levelsLeft > 0 && Object.entries(value).every((entry) => entry.every((part) => isShallow(part, levelsLeft - 1)))
}

export type Draft = z.infer<typeof draft>
export type DraftSave = z.input<typeof draftSave>
