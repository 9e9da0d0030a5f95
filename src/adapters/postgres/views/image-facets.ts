import type { Knex } from 'knex'
import { facetsOf, type FacetCount } from '../../../projections/images/image-facets-query.ts'
import type { ImageFacets, ImageFilter, ImageRow } from '../../../projections/images/images-query.ts'
import { filtered, isPossible, searchOf, selected } from './image-filter.ts'
import { inNoOrder } from './image-search.ts'

/** Pictures that are counted one by one, where no counter knows the filter; counting more takes longer than reading a list does. */
const mostCounted = 5_000

/** See `ImagesQuery.facets`. */
export async function imageFacets(db: Knex, ownerId: string, filter: ImageFilter): Promise<ImageFacets | null> {
  if (!isPossible(ownerId, filter)) return facetsOf([], filter)
  const counts = isCounted(filter) ? await keptCounts(db, ownerId) : await freshCounts(db, ownerId, filter)
  return counts === null ? null : facetsOf(counts, filter)
}

/** Whether the counters know all that is asked for. */
const isCounted = ({ outfit, qualityMode, from, to, q, trash }: ImageFilter): boolean =>
  outfit === undefined &&
  qualityMode === undefined &&
  from === undefined &&
  to === undefined &&
  searchOf(q ?? '') === null &&
  trash !== true

type CountRecord = {
  readonly character_id: string
  readonly scene: string
  readonly environment: string
  readonly aspect_ratio: string
  readonly origin: ImageRow['origin']
  readonly favourite: boolean
  readonly total: string | number
}

const facetColumns = ['character_id', 'scene', 'environment', 'aspect_ratio', 'origin', 'favourite']

async function keptCounts(db: Knex, ownerId: string): Promise<readonly FacetCount[]> {
  const records = await db('image_counts')
    .select<CountRecord[]>([...facetColumns, 'total'])
    .where('user_id', ownerId)
  return records.map(countOf)
}

const facetNames: ReadonlySet<string> = new Set<keyof ImageFilter>([
  'characterId',
  'scenes',
  'environment',
  'aspectRatio',
  'kind',
  'favourite',
])

/** Null where more pictures match than are counted in the time that a person waits for a list. */
async function freshCounts(db: Knex, ownerId: string, filter: ImageFilter): Promise<readonly FacetCount[] | null> {
  const others = Object.fromEntries(Object.entries(filter).filter(([name]) => !facetNames.has(name)))
  const asked = filtered(selected(db, ownerId, facetColumns), others)
  const matches = (searchOf(filter.q ?? '') === null ? asked : inNoOrder(db, asked, facetColumns)).limit(mostCounted + 1)
  const records = await db
    .from(matches.as('matches'))
    .select<CountRecord[]>([...facetColumns, db.raw('count(*) as total')])
    .groupBy(facetColumns)
  const counts = records.map(countOf)
  return counts.reduce((sum, { total }) => sum + total, 0) > mostCounted ? null : counts
}

const countOf = (record: CountRecord): FacetCount => ({
  characterId: record.character_id,
  scene: record.scene,
  environment: record.environment,
  aspectRatio: record.aspect_ratio,
  origin: record.origin,
  favourite: record.favourite,
  total: Number(record.total),
})
