import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import type { Gallery, GalleryFacets, GalleryIds } from '../../../src/adapters/http/contract/gallery.ts'
import type { ImageAnswer, Lineage, LineageEdge, WireImage } from '../../../src/adapters/http/contract/image.ts'
import { isTold } from './connection.ts'
import { isId } from './id.ts'
import { ApiFailure, queryOf, request } from './http.ts'
import { isRepeat } from './paging.ts'
import { outlineWithout, type Outline } from './outline.ts'
import { saidAloud } from './said-aloud.ts'

/** What a gallery shows: the filters of product.md §1.2 over one character or all. */
export type ImageFilters = {
  readonly characterId?: string | undefined
  /** Any of these. */
  readonly scene?: readonly string[] | undefined
  readonly environment?: string | undefined
  readonly aspectRatio?: string | undefined
  readonly kind?: 'generated' | 'edited' | 'uploaded' | undefined
  readonly favourite?: boolean | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly q?: string | undefined
  readonly sort?: 'newest' | 'oldest' | undefined
  readonly trash?: boolean | undefined
}

const pageSize = 60

export const galleryQuery = (filters: ImageFilters) =>
  infiniteQueryOptions({
    queryKey: ['images', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      request<Gallery>('GET', `/api/v1/images${queryOf({ ...filters, limit: pageSize, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }, pages) =>
      isRepeat(pages.map(({ images }) => images.map(({ id }) => id))) ? null : (nextCursor ?? null),
    staleTime: 30_000,
  })

export const outlineQuery = (filters: ImageFilters) =>
  queryOptions({
    queryKey: ['images', 'outline', filters],
    queryFn: async ({ signal }): Promise<Outline> => {
      const path = `/api/v1/images/ids${queryOf({ ...filters, outline: true })}`
      const { ids, aspects = [], createdAtSeconds = [] } = await request<GalleryIds>('GET', path, { signal })
      return { ids, aspects, createdAtSeconds }
    },
    staleTime: 30_000,
    // A hundred thousand entries are cheaper to take as they come than to compare with those before.
    structuralSharing: false,
  })

/** How many pictures each choice of a filter would leave; null where they are too many to count while somebody waits. */
export const facetsQuery = (filters: ImageFilters) => {
  // The order of a list changes no count.
  const counted = { ...filters, sort: undefined }
  return queryOptions({
    queryKey: ['images', 'facets', counted],
    queryFn: async ({ signal }) => (await request<GalleryFacets>('GET', `/api/v1/images/facets${queryOf(counted)}`, { signal })).facets,
    staleTime: 30_000,
  })
}

/** How many pictures each character has; who has none is absent. */
export const picturesPerCharacter = { ...facetsQuery({}), select: (facets: Facets | null) => facets?.character }

const idsOf = (outline: Outline): readonly string[] => outline.ids

/** The ids alone, out of the same answer. */
export const imageIdsQuery = (filters: ImageFilters) => ({ ...outlineQuery(filters), select: idsOf })

/** Pictures that are asked for at once, wherever in the gallery they stand. */
export const stretchSize = 60

/** The pictures that follow the one given, or the first ones. */
export const stretchQuery = (filters: ImageFilters, after: string | null) =>
  queryOptions({
    queryKey: ['images', 'stretch', filters, after],
    queryFn: async ({ signal }): Promise<readonly WireImage[]> =>
      (await request<Gallery>('GET', `/api/v1/images${queryOf({ ...filters, limit: stretchSize, after })}`, { signal })).images,
    staleTime: 30_000,
    gcTime: 120_000,
  })

/** The newest pictures of a character or of all: five are enough for a face and a cover. */
export const newestQuery = (characterId: string | undefined, limit = 5) =>
  queryOptions({
    queryKey: ['images', 'newest', characterId, limit],
    queryFn: async ({ signal }) => (await request<Gallery>('GET', `/api/v1/images${queryOf({ characterId, limit })}`, { signal })).images,
    staleTime: 30_000,
  })

/** One picture; null where there is none of that id, or none any more. */
export const imageQuery = (id: string) =>
  queryOptions({
    queryKey: ['image', id],
    queryFn: () => orNull<WireImage>(id, ''),
    staleTime: 30_000,
  })

/** The family of a picture; null where there is no such picture. */
export const lineageQuery = (id: string) =>
  queryOptions({
    queryKey: ['image', id, 'lineage'],
    queryFn: () => orNull<Lineage>(id, '/lineage'),
    staleTime: 10_000,
  })

async function orNull<Answer>(id: string, part: '' | '/lineage'): Promise<Answer | null> {
  if (!isId(id)) return null
  try {
    return await request<Answer>('GET', `/api/v1/images/${id}${part}`)
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return null
    throw error
  }
}

/**
 * Undo may be pressed before the trash has answered, and a heart twice: the server hears what is done to pictures in the order in which it
 * was meant.
 */
export const inTurn = { id: 'pictures' }

export function useFavourite() {
  const cache = useQueryClient()
  return useMutation({
    scope: inTurn,
    meta: saidAloud,
    mutationFn: ({ id, favourite }: { readonly id: string; readonly favourite: boolean }) =>
      request<ImageAnswer>('PATCH', `/api/v1/images/${id}`, { body: { favourite } }),
    onMutate: ({ id, favourite }) => patchImage(cache, id, (image) => ({ ...image, favourite })),
    onError: (_, { id, favourite }) => patchImage(cache, id, (image) => ({ ...image, favourite: !favourite })),
    onSettled: () => settleLists(cache, false),
  })
}

export function useTrash() {
  const cache = useQueryClient()
  return useMutation({
    scope: inTurn,
    meta: saidAloud,
    mutationFn: (id: string) => request<ImageAnswer>('DELETE', `/api/v1/images/${id}`),
    onMutate: (id) => {
      dropImages(cache, new Set([id]))
      patchImage(cache, id, (image) => ({ ...image, deletedAt: new Date().toISOString() }))
    },
    onError: (_, id) => patchImage(cache, id, (image) => ({ ...image, deletedAt: null })),
    onSettled: (_, error) => settleLists(cache, error !== null),
  })
}

export function useRestore() {
  const cache = useQueryClient()
  return useMutation({
    scope: inTurn,
    meta: saidAloud,
    mutationFn: (id: string) => request<ImageAnswer>('POST', `/api/v1/images/${id}/restore`),
    onSettled: async (_, error, id) => {
      await settleLists(cache, error !== null)
      await cache.invalidateQueries({ queryKey: ['image', id] })
    },
  })
}

/** Uploads one of the person's own pictures into a character's gallery. */
export function useUpload() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({
      characterId,
      file,
      fields,
    }: {
      readonly characterId: string
      readonly file: File
      readonly fields: Readonly<Record<string, string>>
    }) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      form.set('file', file)
      return request<ImageAnswer>('POST', `/api/v1/characters/${characterId}/images`, { form })
    },
    onSuccess: () => settleLists(cache, false),
  })
}

// Addresses are made from the id and stay on this page's own host, whatever PUBLIC_URL says.
export const fileUrl = (image: WireImage): string | null => (image.hidden ? null : `/api/v1/images/${image.id}/file`)
export const thumbnailUrl = (image: WireImage, size: 256 | 512 = 512): string | null => (image.hidden ? null : thumbnailAt(image.id, size))
export const thumbnailAt = (id: string, size: 256 | 512): string => `/api/v1/images/${id}/thumbnail?size=${size}`
export const maskUrl = (image: WireImage): string | null =>
  image.hidden || image.editMaskUrl === null ? null : `/api/v1/images/${image.id}/mask`
export const downloadUrlOf = (id: string): string => `/api/v1/images/${id}/file?download=true`
export const downloadUrl = (image: WireImage): string => downloadUrlOf(image.id)

/** Changes one picture wherever the cache holds it, so that a heart is red at once on every screen. */
export function patchImage(cache: QueryClient, id: string, change: (image: WireImage) => WireImage): void {
  patchImages(cache, new Set([id]), change)
}

export function patchImages(cache: QueryClient, ids: ReadonlySet<string>, change: (image: WireImage) => WireImage): void {
  ids.forEach((id) => cache.setQueryData<WireImage | null>(['image', id], (image) => image && change(image)))
  eachList(cache, (images) => images.map((image) => (ids.has(image.id) ? change(image) : image)))
}

/** Takes pictures out of every list at once, ahead of the server's word. */
export function dropImages(cache: QueryClient, ids: ReadonlySet<string>): void {
  eachList(cache, (images) => images.filter((image) => !ids.has(image.id)))
  cache.setQueriesData<Outline>({ queryKey: ['images', 'outline'] }, (outline) => outline && outlineWithout(outline, ids))
}

/** The event stream tells what has changed; whoever does not hear it, or guessed what was then refused, asks anew. */
export async function settleLists(cache: QueryClient, wasRefused: boolean): Promise<void> {
  if (wasRefused || !isTold()) await cache.invalidateQueries({ queryKey: ['images'] })
}

function eachList(cache: QueryClient, change: (images: WireImage[]) => WireImage[]): void {
  cache.setQueriesData<InfiniteData<Gallery>>({ queryKey: ['images', 'list'] }, (data) =>
    data === undefined ? data : { ...data, pages: data.pages.map((page) => ({ ...page, images: change(page.images) })) },
  )
  cache.setQueriesData<readonly WireImage[]>({ queryKey: ['images', 'stretch'] }, (images) => images && change([...images]))
}

export type Facets = NonNullable<GalleryFacets['facets']>
export type LineageChange = LineageEdge['changes'][number]
export type { Lineage, WireImage }
