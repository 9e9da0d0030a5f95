import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query'
import type { Gallery } from '../../../src/adapters/http/contract/gallery.ts'
import { patchImages, stretchQuery, stretchSize, type ImageFilters, type Lineage, type WireImage } from './images.ts'
import { outlineWith, outlineWithout, type Outline } from './outline.ts'

/**
 * Takes the server's word on pictures into all that the cache holds of them. Lists gain and lose them where they stand, so that a picture
 * that was made costs no reading of the whole gallery; only a list that cannot tell from the pictures themselves is read anew.
 */
export function takeImages(cache: QueryClient, images: readonly WireImage[]): void {
  const byId = new Map(images.map((image) => [image.id, image]))
  patchImages(cache, new Set(byId.keys()), (known) => byId.get(known.id) ?? known)
  const latest = [...byId.values()]
  countSoon(cache)
  for (const query of cache.getQueryCache().findAll({ queryKey: ['images'] })) {
    if (query.queryKey[1] === 'facets') continue
    const isWhole = take(cache, query, latest)
    if (!isWhole || isOnItsWay(query)) readAnew(cache, query)
  }
  for (const id of byId.keys()) {
    const query = cache.getQueryCache().find({ queryKey: ['image', id] })
    if (query !== undefined && isOnItsWay(query)) readAnew(cache, query)
  }
  const roots = new Set(latest.map((image) => image.rootImageId))
  // Every relative's page shows the same tree.
  void cache.invalidateQueries({
    predicate: ({ queryKey, state }) =>
      queryKey[0] === 'image' && queryKey[2] === 'lineage' && roots.has((state.data as Lineage | undefined)?.rootImageId ?? ''),
  })
}

/** What was asked for before the word came would overwrite it. */
const isOnItsWay = ({ state }: Query): boolean => state.fetchStatus === 'fetching'

/** A first reading has nothing to show and is not broken off: the next one begins when it is there. */
function readAnew(cache: QueryClient, { queryKey, state, promise }: Query): void {
  const anew = (): void => void cache.invalidateQueries({ queryKey, exact: true })
  if (state.data !== undefined || promise === undefined) return anew()
  promise.then(anew, () => undefined)
}

/** Whether a picture is one of those that the filters let through; the words of a search, which only the server can judge, aside. */
export function isAmong(image: WireImage, filters: ImageFilters): boolean {
  const { characterId, scene, environment, aspectRatio, kind, favourite, from, to, trash } = filters
  const madeAt = Date.parse(image.createdAt)
  return (
    !image.erased &&
    (image.deletedAt !== null) === (trash === true) &&
    (characterId === undefined || image.characterId === characterId) &&
    (scene === undefined || scene.includes(image.scene)) &&
    (environment === undefined || image.environment === environment) &&
    (aspectRatio === undefined || image.aspectRatio === aspectRatio) &&
    (kind === undefined || image.origin === kind) &&
    (favourite === undefined || image.favourite === favourite) &&
    (from === undefined || madeAt >= Date.parse(from)) &&
    (to === undefined || madeAt < Date.parse(to))
  )
}

/** Whether the list is right now; what has not come yet is for its own reading to make right. */
function take(cache: QueryClient, { queryKey, state }: Query, images: readonly WireImage[]): boolean {
  if (state.data === undefined) return true
  const [, kind, filters, limit] = queryKey as readonly [string, string, ImageFilters | string | undefined, number | undefined]
  if (kind === 'outline') return takeIntoOutline(cache, filters as ImageFilters, state.data as Outline, images)
  if (kind === 'list') return takeIntoPages(cache, queryKey, filters as ImageFilters, images)
  if (kind === 'newest')
    return takeIntoNewest(cache, { queryKey, filters: { characterId: filters as string | undefined }, limit: limit ?? 0 }, images)
  return true
}

const countAfterMs = 400
const counting = new WeakSet<QueryClient>()

/**
 * Counts of filters that a picture may have come into or gone out of are read anew, the server has them at hand; but once for all that come
 * close together, because a run of many pictures tells each by itself.
 */
function countSoon(cache: QueryClient): void {
  if (counting.has(cache)) return
  counting.add(cache)
  setTimeout(() => {
    counting.delete(cache)
    void cache.invalidateQueries({ queryKey: ['images', 'facets'] })
  }, countAfterMs)
}

function takeIntoOutline(cache: QueryClient, filters: ImageFilters, outline: Outline, images: readonly WireImage[]): boolean {
  const there = new Set(outline.ids)
  const gone = images.filter((image) => there.has(image.id) && !isAmong(image, filters))
  const come = images.filter((image) => !there.has(image.id) && isAmong(image, filters))
  if (come.length > 0 && filters.q !== undefined) {
    void cache.invalidateQueries({ queryKey: ['images', 'stretch', filters] })
    return false
  }
  if (gone.length === 0 && come.length === 0) return true
  const next = outlineWith(outlineWithout(outline, new Set(gone.map(({ id }) => id))), come, filters.sort)
  cache.setQueryData(['images', 'outline', filters], next)
  for (const image of come) {
    const startsAt = Math.floor(next.ids.indexOf(image.id) / stretchSize) * stretchSize
    const { queryKey } = stretchQuery(filters, next.ids[startsAt - 1] ?? null)
    cache.setQueryData(queryKey, (stretch) => stretch && [image, ...stretch])
  }
  return true
}

function takeIntoPages(cache: QueryClient, queryKey: Query['queryKey'], filters: ImageFilters, images: readonly WireImage[]): boolean {
  const pages = cache.getQueryData<InfiniteData<Gallery>>(queryKey)?.pages ?? []
  const there = new Set(pages.flatMap((page) => page.images.map(({ id }) => id)))
  const come = newestFirst(images.filter((image) => !there.has(image.id) && isAmong(image, filters)))
  const head = pages[0]?.images[0]?.createdAt ?? ''
  const hasPlaceAtHead = filters.q === undefined && filters.sort !== 'oldest' && come.every(({ createdAt }) => createdAt >= head)
  if (come.length > 0 && !hasPlaceAtHead) return false
  const gone = new Set(images.filter((image) => !isAmong(image, filters)).map(({ id }) => id))
  const withCome = (page: Gallery, at: number): Gallery => ({
    ...page,
    images: [...(at === 0 ? come : []), ...page.images.filter(({ id }) => !gone.has(id))],
  })
  cache.setQueryData<InfiniteData<Gallery>>(queryKey, (data) => data && { ...data, pages: data.pages.map(withCome) })
  return true
}

function takeIntoNewest(cache: QueryClient, { queryKey, filters, limit }: Newest, images: readonly WireImage[]): boolean {
  const known = cache.getQueryData<readonly WireImage[]>(queryKey) ?? []
  const isCut = known.length >= limit
  const oldest = isCut ? (known.at(-1)?.createdAt ?? '') : ''
  const told = new Set(images.map(({ id }) => id))
  const come = images.filter((image) => isAmong(image, filters) && image.createdAt >= oldest)
  const next = newestFirst([...known.filter(({ id }) => !told.has(id)), ...come]).slice(0, limit)
  cache.setQueryData(queryKey, next)
  return !isCut || next.length === limit
}

type Newest = { readonly queryKey: Query['queryKey']; readonly filters: ImageFilters; readonly limit: number }

const newestFirst = (images: readonly WireImage[]): WireImage[] =>
  images.toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : one.createdAt > other.createdAt ? -1 : 0))
