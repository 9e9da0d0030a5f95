import type { Knex } from 'knex'
import type { ImageFilter, ImageRow, ImagesQuery } from '../../../projections/images/images-query.ts'
import { askedTogether } from '../asked-together.ts'
import { cursorOf, placeOf, type Place } from './cursor.ts'
import { imageFacets } from './image-facets.ts'
import { filtered, isPossible, ordered, searchOf, selected, type Query } from './image-filter.ts'
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
      const place = placeOf(list, cursor) ?? (after === undefined ? null : await placeOfImage(db, ownerId, after))
      const asked = (query: Query, by: ImageFilter): Query => filteredBehind(query, by, place)
      const found =
        limit === undefined || searchOf(filter.q ?? '') === null
          ? null
          : await firstMatches(db, { filter, limit: limit + 1, asked: (names, by) => asked(selected(db, ownerId, names), by) })
      const query = ordered(found === null ? asked(rowsOf(ownerId), filter) : rowsOf(ownerId).whereIn('id', found), filter)
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
      return ((await imagesOfJob(jobId)) ?? []).filter(({ userId }) => userId === ownerId)
    },
    async tree(ownerId, id) {
      if (!isId(ownerId) || !isId(id)) return []
      const root = db('images').select('root_image_id').where({ id, user_id: ownerId })
      const rows = await rowsOf(ownerId).where('root_image_id', 'in', root).orderBy(['depth', 'created_at', 'id'])
      return rows.map(imageOf)
    },
    async ids(ownerId, filter, after) {
      return (await outlined(db, ownerId, filter, after, ['id', 'created_at'])).map(({ id }) => String(id))
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
  const place = after === undefined ? null : await placeOfImage(db, ownerId, after)
  const asked = (columnNames: string[], by: ImageFilter): Query => filteredBehind(selected(db, ownerId, columnNames), by, place)
  const all = asked(names, filter)
  const isRare = searchOf(filter.q ?? '') !== null && !(await isCommon(db, { filter, asked }))
  return ordered(isRare ? inNoOrder(db, all, names) : all, filter).limit(mostIds)
}

/** Where a picture of one's own stands in the order, in the trash or erased as it may be. */
async function placeOfImage(db: Knex, ownerId: string, id: string): Promise<Place | null> {
  if (!isId(id)) return null
  const record = await db<Record<string, unknown>>('images').select('created_at').where({ id, user_id: ownerId }).first()
  return record === undefined ? null : { at: instant(record['created_at']), id }
}

/**
 * Where a period ends on the side of the place, the nearer of both alone bounds the page: given both, an index is read from either, which may
 * be half the gallery away.
 */
function filteredBehind(query: Query, filter: ImageFilter, place: Place | null): Query {
  if (place === null) return filtered(query, filter)
  const isOldestFirst = filter.sort === 'oldest'
  const { [isOldestFirst ? 'from' : 'to']: end, ...others } = filter
  const beyondMs = end === undefined ? 0 : (Date.parse(end) - Date.parse(place.at)) * (isOldestFirst ? -1 : 1)
  if (beyondMs < 0) return filtered(query, filter)
  const nearer = filtered(query, beyondMs > 0 ? others : filter)
  return nearer.whereRaw(`(created_at, id) ${isOldestFirst ? '>' : '<'} (?::timestamptz, ?::uuid)`, [place.at, place.id])
}
