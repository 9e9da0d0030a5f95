import type { Caller } from '../../../application/use-cases.ts'
import { downloadQuery, thumbnailQuery } from '../contract/image.ts'
import type { Asked, Door, Reply, Route } from '../route.ts'
import { refuse, route } from '../route.ts'

type What = Parameters<Door['useCases']['readImageFile']>[0]['what']

/** Bytes of pictures; the use case knows who may see them. Not counted as reads: a page of the gallery asks for many at once. */
export const fileRoutes = (door: Door): readonly Route[] => [imageFile(door), thumbnail(door), mask(door)]

const about = { method: 'get', access: 'read', rate: 'file', tag: 'Files' } as const

const elsewhere = { what: 'Where the store of pictures itself gives it, for some minutes; only where it is set up so' } as const

const imageFile = (door: Door): Route =>
  route({
    ...about,
    path: '/api/v1/images/:id/file',
    summary: 'The picture itself; `?download` names it for saving',
    query: downloadQuery,
    answers: { 200: { what: 'PNG', mime: 'image/png' }, 302: elsewhere },
    handle: (asked) => linkOrBytes(door, asked, 'file', `picture-${asked.params.id}.png`),
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
    answers: { 200: { what: 'PNG, 8-bit grey', mime: 'image/png' }, 302: elsewhere },
    handle: (asked) => linkOrBytes(door, asked, 'mask', `mask-${asked.params.id}.png`),
  })

type Asking = Pick<Asked<unknown, { readonly download?: unknown }>, 'caller' | 'params' | 'query' | 'request'>

/**
 * Programs with a token, and people who save a file, may be sent to the store itself. The pages may not: they read the pixels of what
 * they show, which a browser allows only for what comes from here, as their content security policy does.
 */
async function linkOrBytes(door: Door, { caller, params, query, request }: Asking, what: 'file' | 'mask', name: string): Promise<Reply> {
  const assetId = params.id ?? ''
  const downloadAs = query.download === undefined ? undefined : name
  if (downloadAs === undefined && request.headers.authorization === undefined) return bytesOf(door, caller, assetId, what)
  const link = await door.useCases.linkImageFile({ assetId, what, ...(downloadAs === undefined ? {} : { downloadAs }) }, caller)
  if (!link.ok) return refuse(link.rejection)
  return link.value === null ? bytesOf(door, caller, assetId, what, downloadAs) : { kind: 'elsewhere', ...link.value }
}

async function bytesOf(door: Door, caller: Caller, assetId: string, what: What, downloadAs?: string): Promise<Reply> {
  const answer = await door.useCases.readImageFile({ assetId, what }, caller)
  if (!answer.ok) return refuse(answer.rejection)
  const { bytes, mime, sha256, nsfw } = answer.value
  // Who no longer wants to see nsfw pictures must not find them in the browser's store: it asks each time, and is told 404 from then on.
  const cache = nsfw ? 'fresh' : 'immutable'
  // A thumbnail may lie under its picture's hash: what was asked for keeps the tags of one picture apart.
  return { kind: 'file', bytes, mime, etag: `${sha256}-${what}`, cache, ...(downloadAs === undefined ? {} : { downloadAs }) }
}
