import type { z } from 'zod'
import type { ImageFilter, ImageOutline } from '../../../projections/images/images-query.ts'
import {
  characterGalleryQuery,
  gallery,
  galleryFacets,
  galleryFacetsQuery,
  galleryIds,
  galleryIdsQuery,
  galleryQuery,
  type GalleryIds,
} from '../contract/gallery.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { viewerOf } from '../viewer.ts'
import { wireImage } from '../wire-image.ts'

const pageSize = 60

export const galleryRoutes = (door: Door): readonly Route[] => [characterGallery(door), wholeGallery(door), ids(door), facets(door)]

/** Frozen. Without `limit` it answers the whole list, as old clients expect. */
const characterGallery = (door: Door): Route =>
  route({
    method: 'get',
    path: '/image-gallery/characters/:characterId/images',
    access: 'read',
    rate: 'read',
    tag: 'Gallery',
    summary: 'The pictures of one character, newest first',
    query: characterGalleryQuery,
    answers: { 200: { what: 'The pictures', schema: gallery } },
    handle: async ({ caller, params, query }) => {
      const characterId = params.characterId ?? ''
      if ((await door.queries.characters.find(caller.user.id, characterId)) === null) return refuse({ type: 'not-found' })
      const { limit, cursor, ...filter } = query
      const page = { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) }
      const found = await door.queries.images.list(caller.user.id, { ...filterOf(filter), characterId }, page)
      const images = found.rows.map((row) => wireImage(row, viewerOf(door, caller)))
      return json(200, limit === undefined ? { images } : { images, nextCursor: found.nextCursor })
    },
  })

const wholeGallery = (door: Door): Route =>
  route({
    method: 'get',
    path: '/api/v1/images',
    access: 'read',
    rate: 'read',
    tag: 'Gallery',
    summary: 'The pictures of all characters, in pages',
    query: galleryQuery,
    answers: { 200: { what: 'A page of pictures', schema: gallery } },
    handle: async ({ caller, query }) => {
      const { limit, cursor, after, ...filter } = query
      const start = { ...(cursor === undefined ? {} : { cursor }), ...(after === undefined ? {} : { after }) }
      const found = await door.queries.images.list(caller.user.id, filterOf(filter), { limit: limit ?? pageSize, ...start })
      return json(200, { images: found.rows.map((row) => wireImage(row, viewerOf(door, caller))), nextCursor: found.nextCursor })
    },
  })

const ids = (door: Door): Route =>
  route({
    method: 'get',
    path: '/api/v1/images/ids',
    access: 'read',
    rate: 'read',
    tag: 'Gallery',
    summary: 'Ids in the gallery’s order, for jumping and selecting ranges',
    query: galleryIdsQuery,
    answers: { 200: { what: 'At most 100,000 ids', schema: galleryIds } },
    handle: async ({ caller, query }) => {
      const { images } = door.queries
      if (query.outline !== true) return json(200, { ids: await images.ids(caller.user.id, filterOf(query), query.after) })
      return json(200, outlineOf(await images.outline(caller.user.id, filterOf(query), query.after)))
    },
  })

const facets = (door: Door): Route =>
  route({
    method: 'get',
    path: '/api/v1/images/facets',
    access: 'read',
    rate: 'read',
    tag: 'Gallery',
    summary: 'How many pictures each choice of a filter would leave',
    query: galleryFacetsQuery,
    answers: { 200: { what: 'Counts by facet', schema: galleryFacets } },
    handle: async ({ caller, query }) => json(200, { facets: await door.queries.images.facets(caller.user.id, filterOf(query)) }),
  })

/** In columns, which is half the size of a list of objects. */
const outlineOf = (entries: readonly ImageOutline[]): GalleryIds => ({
  ids: entries.map(({ id }) => id),
  aspects: entries.map(({ width, height }) => Math.round((1_000 * width) / height) / 1_000),
  createdAtSeconds: entries.map(({ createdAt }) => Math.floor(Date.parse(createdAt) / 1_000)),
})

type Asked = Partial<z.output<typeof galleryIdsQuery>>

/** Only what was given: an absent filter is no filter. */
function filterOf(asked: Asked): ImageFilter {
  const { characterId, scene, environment, outfit, aspectRatio, qualityMode, kind, favourite, from, to, q, trash, sort } = asked
  return {
    ...(characterId === undefined ? {} : { characterId }),
    ...(scene === undefined ? {} : { scenes: [scene].flat() }),
    ...(environment === undefined ? {} : { environment }),
    ...(outfit === undefined ? {} : { outfit }),
    ...(aspectRatio === undefined ? {} : { aspectRatio }),
    ...(qualityMode === undefined ? {} : { qualityMode }),
    ...(kind === undefined ? {} : { kind }),
    ...(favourite === undefined ? {} : { favourite }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(q === undefined || q.trim() === '' ? {} : { q }),
    ...(trash === undefined ? {} : { trash }),
    ...(sort === undefined ? {} : { sort }),
  }
}
