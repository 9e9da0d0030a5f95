import type { ImageCount } from './image-counts.ts'
import type { ImageFacets, ImageFilter } from './images-query.ts'

/** What of a count is added up. */
export type FacetCount = Omit<ImageCount, 'id' | 'userId'>

type Facet = keyof ImageFacets

/** Adds the counts of one owner up by facet. Filters that are none of the facets are left to whoever counted. */
export function facetsOf(counts: readonly FacetCount[], filter: ImageFilter): ImageFacets {
  const sums = { character: {}, scene: {}, environment: {}, aspectRatio: {}, kind: {}, favourites: {} } satisfies Record<Facet, object>
  const wanted: Readonly<Record<Facet, readonly string[] | undefined>> = {
    character: one(filter.characterId),
    scene: filter.scenes,
    environment: one(filter.environment),
    aspectRatio: one(filter.aspectRatio),
    kind: one(filter.kind),
    favourites: one(filter.favourite),
  }
  for (const count of counts) {
    const values: Readonly<Record<Facet, string>> = {
      character: count.characterId,
      scene: count.scene,
      environment: count.environment,
      aspectRatio: count.aspectRatio,
      kind: count.origin,
      favourites: String(count.favourite),
    }
    const others = facets.filter((facet) => wanted[facet]?.includes(values[facet]) === false)
    // What two filters keep out is out of every facet; what one keeps out counts in that one's alone.
    if (others.length > 1) continue
    for (const facet of others.length === 1 ? others : facets) add(sums[facet], values[facet], count.total)
  }
  const { favourites, ...rest } = sums
  return { ...rest, favourites: (favourites as Record<string, number>)['true'] ?? 0 }
}

const facets: readonly Facet[] = ['character', 'scene', 'environment', 'aspectRatio', 'kind', 'favourites']

const one = (value: string | boolean | undefined): readonly string[] | undefined => (value === undefined ? undefined : [String(value)])

function add(sums: Record<string, number>, value: string, total: number): void {
  sums[value] = (sums[value] ?? 0) + total
}
