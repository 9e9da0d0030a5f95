import type { Knex } from 'knex'
import type { ImageFilter } from '../../../projections/images/images-query.ts'
import { isId } from './view-table.ts'

export type Query = Knex.QueryBuilder<Record<string, unknown>, Record<string, unknown>[]>

/** Whether these can be ids at all. */
export const isPossible = (ownerId: string, { characterId }: ImageFilter): boolean =>
  isId(ownerId) && (characterId === undefined || isId(characterId))

/** Columns of an owner's pictures. */
export const selected = (db: Knex, ownerId: string, names: string[]): Query =>
  db<Record<string, unknown>>('images').select<Record<string, unknown>[]>(names).where('user_id', ownerId)

/** What of a query the filters let through; the order aside. */
export function filtered(query: Query, filter: ImageFilter): Query {
  const exact = {
    character_id: filter.characterId,
    environment: filter.environment,
    outfit: filter.outfit,
    aspect_ratio: filter.aspectRatio,
    quality_mode: filter.qualityMode,
    origin: filter.kind,
    favourite: filter.favourite,
  }
  for (const [column, value] of Object.entries(exact)) if (value !== undefined) query.where(column, value)
  if (filter.scenes !== undefined) query.whereIn('scene', [...filter.scenes])
  query.whereRaw(`not erased and deleted_at is ${filter.trash === true ? 'not null' : 'null'}`)
  if (filter.from !== undefined) query.where('created_at', '>=', filter.from)
  if (filter.to !== undefined) query.where('created_at', '<', filter.to)
  return searched(query, filter)
}

/** An accented letter is written as one sign or as two, by whatever keyboard or file name it came from: both are the same word. */
export function searched(query: Query, { q = '' }: ImageFilter): Query {
  const spellings = new Set(['NFC', 'NFD'].flatMap((form) => searchOf(q.normalize(form)) ?? []))
  if (spellings.size === 0) return query
  return query.whereRaw(`search @@ (${[...spellings].map(() => "to_tsquery('simple', ?)").join(' || ')})`, [...spellings])
}

/** What `ordered` goes by: rows that are cut out of others must have it along. */
export const columnsOfOrder = ['created_at', 'id']

export function ordered(query: Query, { sort }: ImageFilter): Query {
  const direction = sort === 'oldest' ? 'asc' : 'desc'
  return query.orderBy([
    { column: 'created_at', order: direction },
    { column: 'id', order: direction },
  ])
}

/** All words must be there; the last may still be being typed. Quoting hands each word to PostgreSQL's own parser, whatever it holds. */
export function searchOf(typed: string): string | null {
  const words = typed.replaceAll('\u0000', '').split(/\s+/).filter(Boolean)
  if (words.length === 0) return null
  return `${words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`).join(' & ')}:*`
}
