import type { Knex } from 'knex'
import type { ImageFilter, ImageRow, ImagesQuery } from '../../../projections/images/images-query.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { imagesView } from './images-view.ts'
import { columnsOf, isId, readRow } from './view-table.ts'

const mostIds = 100_000
const columns = columnsOf(imagesView.columns)
const imageOf = (record: Readonly<Record<string, unknown>>): ImageRow => readRow(imagesView.columns, record)

/** The images view, asked. Every answer is the owner's alone. */
export function imagesQueries(db: Knex): ImagesQuery {
  const rowsOf = (ownerId: string) =>
    db<Record<string, unknown>>('images').select<Record<string, unknown>[]>(columns).where('user_id', ownerId)
  return {
    async list(ownerId, filter, { limit, cursor }) {
      if (!isPossible(ownerId, filter)) return { rows: [], nextCursor: null }
      const list = `images-${filter.sort ?? 'newest'}`
      const query = ordered(filtered(rowsOf(ownerId), filter), filter)
      const place = placeOf(list, cursor)
      if (place !== null)
        query.whereRaw(`(created_at, id) ${filter.sort === 'oldest' ? '>' : '<'} (?::timestamptz, ?::uuid)`, [place.at, place.id])
      const rows = (await (limit === undefined ? query : query.limit(limit + 1))).map(imageOf)
      const shown = limit === undefined ? rows : rows.slice(0, limit)
      const last = shown.at(-1)
      const nextCursor = last !== undefined && rows.length > shown.length ? cursorOf(list, { at: last.createdAt, id: last.id }) : null
      return { rows: shown, nextCursor }
    },
    async find(ownerId, id) {
      if (!isId(ownerId) || !isId(id)) return null
      const record = await rowsOf(ownerId).where({ id, erased: false }).first()
      return record === undefined ? null : imageOf(record)
    },
    async ofJob(ownerId, jobId) {
      if (!isId(ownerId) || !isId(jobId)) return []
      return (await rowsOf(ownerId).where({ job_id: jobId, erased: false }).orderBy('output_index')).map(imageOf)
    },
    async tree(ownerId, id) {
      if (!isId(ownerId) || !isId(id)) return []
      const root = db('images').select('root_image_id').where({ id, user_id: ownerId })
      const rows = await rowsOf(ownerId).where('root_image_id', 'in', root).orderBy(['depth', 'created_at', 'id'])
      return rows.map(imageOf)
    },
    async ids(ownerId, filter) {
      if (!isPossible(ownerId, filter)) return []
      const query = db<Record<string, unknown>>('images').select<Record<string, unknown>[]>('id').where('user_id', ownerId)
      return (await ordered(filtered(query, filter), filter).limit(mostIds)).map(({ id }) => String(id))
    },
  }
}

type Query = Knex.QueryBuilder<Record<string, unknown>, Record<string, unknown>[]>

const isPossible = (ownerId: string, { characterId }: ImageFilter): boolean =>
  isId(ownerId) && (characterId === undefined || isId(characterId))

function filtered(query: Query, filter: ImageFilter): Query {
  const exact = {
    character_id: filter.characterId,
    scene: filter.scene,
    environment: filter.environment,
    outfit: filter.outfit,
    aspect_ratio: filter.aspectRatio,
    quality_mode: filter.qualityMode,
    origin: filter.kind,
    favourite: filter.favourite,
  }
  for (const [column, value] of Object.entries(exact)) if (value !== undefined) query.where(column, value)
  query.whereRaw(`not erased and deleted_at is ${filter.trash === true ? 'not null' : 'null'}`)
  if (filter.from !== undefined) query.where('created_at', '>=', filter.from)
  if (filter.to !== undefined) query.where('created_at', '<', filter.to)
  const words = searchOf(filter.q ?? '')
  if (words !== null) query.whereRaw("search @@ to_tsquery('simple', ?)", [words])
  return query
}

function ordered(query: Query, { sort }: ImageFilter): Query {
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
