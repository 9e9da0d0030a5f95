import { z } from 'zod'

/** What every store can hold: no NUL, no half of a surrogate pair. */
export const storable = () => z.string().refine((value) => !/[\0\p{Surrogate}]/u.test(value), { error: 'expected text' })

/** Text lengths count code points, so that an emoji is one character for everybody. */
export function text(least: number, most: number) {
  const expected = least === 0 ? `at most ${most} characters` : `${least} to ${most} characters`
  return storable()
    .refine((value) => hasLength(value, least, most), { error: `expected ${expected}` })
    .meta({ minLength: least, maxLength: most })
}

/** As `text`, refusing what is blank. */
export const words = (least: number, most: number) =>
  text(least, most)
    .refine((value) => /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(value), { error: 'expected more than blanks' })
    .meta({ minLength: least, maxLength: most })

/** Lowercase canonical UUID; upper case is taken and lowered. */
export const id = z.guid({ error: 'expected a UUID' }).toLowerCase()

/** A whole number that every reader of JSON holds exactly. */
export const seed = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

/** ISO 8601, UTC. */
export const time = z.iso.datetime({ error: 'expected a moment like 2026-01-31T10:00:00Z' })

/** A moment to compare with; there was no year 0. */
export const moment = time.refine((value) => !value.startsWith('0000'), { error: 'expected a year from 0001 on' })

/** `true` or `false` in a query string. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** A whole number in a query string. */
export const count = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `expected a whole number from ${least} to ${most}` })
    .transform(Number)
    .pipe(z.int().min(least).max(most))

/** A named schema or null; said as a union, so that the description keeps the name and the null apart. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()])

/** A code point takes at most two code units: megabytes of text are told from their length, because counting them takes seconds. */
function hasLength(value: string, least: number, most: number): boolean {
  if (value.length > 2 * most) return false
  const codePoints = Array.from(value).length
  return codePoints >= least && codePoints <= most
}
