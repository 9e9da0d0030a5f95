import type { Knex } from 'knex'
import type { ImageFilter, ImageRow, ImagesQuery } from '../../../projections/images/images-query.ts'
import { askedTogether } from '../asked-together.ts'
import { cursorOf, placeOf, type Place } from './cursor.ts'
import { imageFacets } from './image-facets.ts'
import { columnsOfOrder, filtered, isPossible, ordered, searchOf, selected, type Query } from './image-filter.ts'
import { firstMatches, inNoOrder, isCommon } from './image-search.ts'
import { imagesView } from './images-view.ts'
import { columnsOf, instant, isId, readRow } from './view-table.ts'

const mostIds = 100_000
const columns = columnsOf(imagesView.columns)
const imageOf = (record: Readonly<Record<string, unknown>>): ImageRow => readRow(imagesView.columns, record)

/** The images view, asked. Every answer is the owner's alone. */
export function imagesQueries(db: Knex): ImagesQuery {
  const rowsOf = (ownerId: string) => selected(db, ownerId, columns)
  const imagesOfJob = askedTogether((jobIds) => imagesOfJobs(db, jobIds))
  return {
    async list(ownerId, filter, { limit, cursor, after }) {
      if (!isPossible(ownerId, filter)) return { rows: [], nextCursor: null }
      const list = `images-${filter.sort ?? 'newest'}`
      // A cursor is further on than `after`, which goes along with it from page to page as the filters do.
      const start = placeOf(list, cursor) ?? (await startBehind(db, ownerId, filter, after))
      const asked = (names: string[], by: ImageFilter): Query => filteredBehind(selected(db, ownerId, names), by, start)
      const isSearch = limit !== undefined && searchOf(filter.q ?? '') !== null
      const found = isSearch ? await firstMatches(db, { filter, names: columns, limit: limit + 1, asked }) : null
      const query = ordered(asked(columns, filter), filter)
      const rows = (found ?? (await (limit === undefined ? query : query.limit(limit + 1)))).map(imageOf)
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
      return ((await imagesOfJob(jobId)) ?? []).filter(({ userId }) => userId === ownerId)
    },
    async tree(ownerId, id) {
      if (!isId(ownerId) || !isId(id)) return []
      const root = db('images').select('root_image_id').where({ id, user_id: ownerId })
      const rows = await rowsOf(ownerId).where('root_image_id', 'in', root).orderBy(['depth', 'created_at', 'id'])
      return rows.map(imageOf)
    },
    async ids(ownerId, filter, after) {
      return (await outlined(db, ownerId, filter, after, columnsOfOrder)).map(({ id }) => String(id))
    },
    facets: (ownerId, filter) => imageFacets(db, ownerId, filter),
    async outline(ownerId, filter, after) {
      const records = await outlined(db, ownerId, filter, after, ['id', 'width', 'height', 'created_at'])
      return records.map(({ id, width, height, created_at }) => ({
        id: String(id),
        width: Number(width),
        height: Number(height),
        createdAt: instant(created_at),
      }))
    },
  }
}

/** Of whomever they are. */
async function imagesOfJobs(db: Knex, jobIds: readonly string[]): Promise<ReadonlyMap<string, readonly ImageRow[]>> {
  const { rows } = await db.raw<{ rows: Record<string, unknown>[] }>(ofJobsSql, [[...jobIds]])
  const images = new Map<string, ImageRow[]>()
  for (const image of rows.map(imageOf)) {
    if (image.jobId === null) continue
    const known = images.get(image.jobId)
    if (known === undefined) images.set(image.jobId, [image])
    else known.push(image)
  }
  return images
}

const ofJobsSql = `select ${columns.join(', ')} from images where job_id = any(?::uuid[]) and not erased order by job_id, output_index`

async function outlined(db: Knex, ownerId: string, filter: ImageFilter, after: string | undefined, names: string[]) {
  if (!isPossible(ownerId, filter)) return []
  const start = await startBehind(db, ownerId, filter, after)
  const asked = (columnNames: string[], by: ImageFilter): Query => filteredBehind(selected(db, ownerId, columnNames), by, start)
  const all = asked(names, filter)
  const isRare = searchOf(filter.q ?? '') !== null && !(await isCommon(db, { filter, asked }))
  return ordered(isRare ? inNoOrder(db, all, names) : all, filter).limit(mostIds)
}

/** Behind what a page starts: a place in the order, or one's own picture, whose place the database looks up along with the page. */
type Start = Place | { readonly imageId: string; readonly ownerId: string }

/** Behind a picture of one's own, in the trash or erased as it may be; null is the beginning. */
async function startBehind(db: Knex, ownerId: string, filter: ImageFilter, imageId: string | undefined): Promise<Start | null> {
  if (imageId === undefined || !isId(imageId)) return null
  if (filter[periodEnd(filter)] === undefined) return { imageId, ownerId }
  const record = await db<Record<string, unknown>>('images').select('created_at').where({ id: imageId, user_id: ownerId }).first()
  return record === undefined ? null : { at: instant(record['created_at']), id: imageId }
}

/** The end of a period that lies where a page starts. */
const periodEnd = ({ sort }: ImageFilter): 'from' | 'to' => (sort === 'oldest' ? 'from' : 'to')

/**
 * Where a period ends on the side of the place, the nearer of both alone bounds the page: given both, an index is read from either, which may
 * be half the gallery away.
 */
function filteredBehind(query: Query, filter: ImageFilter, start: Start | null): Query {
  if (start === null) return filtered(query, filter)
  const isOldestFirst = filter.sort === 'oldest'
  const comparison = `(created_at, id) ${isOldestFirst ? '>' : '<'}`
  if ('imageId' in start) {
    // A picture that is none of one's own has no place: all pictures lie behind it.
    const placed = `coalesce((select created_at from images where id = ? and user_id = ?), '${isOldestFirst ? '-' : ''}infinity')`
    return filtered(query, filter).whereRaw(`${comparison} (${placed}, ?::uuid)`, [start.imageId, start.ownerId, start.imageId])
  }
  const { [periodEnd(filter)]: end, ...others } = filter
  const beyondMs = end === undefined ? 0 : (Date.parse(end) - Date.parse(start.at)) * (isOldestFirst ? -1 : 1)
  if (beyondMs < 0) return filtered(query, filter)
  return filtered(query, beyondMs > 0 ? others : filter).whereRaw(`${comparison} (?::timestamptz, ?::uuid)`, [start.at, start.id])
}
