import type { Caller } from '../../../application/use-cases.ts'
import { downloadQuery, thumbnailQuery } from '../contract/image.ts'
import type { Door, Reply, Route } from '../route.ts'
import { refuse, route } from '../route.ts'

type What = Parameters<Door['useCases']['readImageFile']>[0]['what']

/** Bytes of pictures; the use case knows who may see them. Not counted as reads: a page of the gallery asks for many at once. */
export const fileRoutes = (door: Door): readonly Route[] => [imageFile(door), thumbnail(door), mask(door)]

const about = { method: 'get', access: 'read', rate: 'file', tag: 'Files' } as const

const imageFile = (door: Door): Route =>
  route({
    ...about,
    path: '/api/v1/images/:id/file',
    summary: 'The picture itself; `?download` names it for saving',
    query: downloadQuery,
    answers: { 200: { what: 'PNG', mime: 'image/png' } },
    handle: ({ caller, params, query }) =>
      bytesOf(door, caller, params.id ?? '', 'file', query.download === undefined ? undefined : `picture-${params.id}.png`),
  })

const thumbnail = (door: Door): Route =>
  route({
    ...about,
    path: '/api/v1/images/:id/thumbnail',
    summary: 'A small WebP, 256 px on the longer side, or 512 with `?size=512`',
    query: thumbnailQuery,
    answers: { 200: { what: 'WebP', mime: 'image/webp' } },
    handle: ({ caller, params, query }) => bytesOf(door, caller, params.id ?? '', query.size === '512' ? 'thumbnail-512' : 'thumbnail-256'),
  })

const mask = (door: Door): Route =>
  route({
    ...about,
    path: '/api/v1/images/:id/mask',
    summary: 'The stored mask of an edit, white = edited; `?download` names it for saving',
    query: downloadQuery,
    answers: { 200: { what: 'PNG, 8-bit grey', mime: 'image/png' } },
    handle: ({ caller, params, query }) =>
      bytesOf(door, caller, params.id ?? '', 'mask', query.download === undefined ? undefined : `mask-${params.id}.png`),
  })

async function bytesOf(door: Door, caller: Caller, assetId: string, what: What, downloadAs?: string): Promise<Reply> {
  const answer = await door.useCases.readImageFile({ assetId, what }, caller)
  if (!answer.ok) return refuse(answer.rejection)
  const { bytes, mime, sha256, nsfw } = answer.value
  // Who no longer wants to see nsfw pictures must not find them in the browser's store: it asks each time, and is told 404 from then on.
  const cache = nsfw ? 'fresh' : 'immutable'
  // A thumbnail may lie under its picture's hash: what was asked for keeps the tags of one picture apart.
  return { kind: 'file', bytes, mime, etag: `${sha256}-${what}`, cache, ...(downloadAs === undefined ? {} : { downloadAs }) }
}
