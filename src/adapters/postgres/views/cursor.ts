import { isId } from './view-table.ts'

/** Where a page ended: the next one starts behind this row. */
export type Place = { readonly at: string; readonly id: string }

/** `list` says which list and order the place belongs to, so that a cursor of another one is not mistaken for ours. */
export const cursorOf = (list: string, { at, id }: Place): string => Buffer.from(JSON.stringify([list, at, id])).toString('base64url')

/** `null` for a cursor that is not of this list, or not one at all. */
export function placeOf(list: string, cursor: string | undefined): Place | null {
  if (cursor === undefined) return null
  const parts = partsOf(cursor)
  if (parts.length !== 3) return null
  const [of, at, id] = parts
  if (of !== list || typeof at !== 'string' || typeof id !== 'string' || !isId(id)) return null
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return null
  // Years of four digits only: JavaScript reads others that PostgreSQL does not, and cursors can be made by hand. In UTC, because the last
  // evening of 9999 may be the first day of 10000 there.
  const utc = instant.toISOString()
  return /^(?!0000)\d{4}-/.test(utc) ? { at: utc, id } : null
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}
