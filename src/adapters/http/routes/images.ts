import type { Accepted, Answer, Caller } from '../../../application/use-cases.ts'
import { deleteQuery, image, imageAnswer, imageChanges, lineage } from '../contract/image.ts'
import { settled } from '../read-your-writes.ts'
import type { Door, Reply, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { viewerOf } from '../viewer.ts'
import { wireImage } from '../wire-image.ts'
import { wireLineage } from '../wire-lineage.ts'

export const imageRoutes = (door: Door): readonly Route[] => [
  oneImage(door),
  changeImage(door),
  trashImage(door),
  restoreImage(door),
  imageLineage(door),
]

const about = { tag: 'Pictures', rate: 'read', access: 'read' } as const
const changing = { tag: 'Pictures', rate: 'write', access: 'write' } as const

const oneImage = (door: Door): Route =>
  route({
    ...about,
    method: 'get',
    path: '/api/v1/images/:id',
    summary: 'A picture with its whole recipe',
    answers: { 200: { what: 'The picture', schema: image } },
    handle: async ({ caller, params }) => {
      const row = await door.queries.images.find(caller.user.id, params.id ?? '')
      return row === null ? refuse({ type: 'not-found' }) : json(200, wireImage(row, viewerOf(door, caller)))
    },
  })

const changeImage = (door: Door): Route =>
  route({
    ...changing,
    method: 'patch',
    path: '/api/v1/images/:id',
    summary: 'Mark a picture as favourite, or not',
    body: imageChanges,
    answers: { 200: { what: 'The picture', schema: imageAnswer } },
    handle: ({ body, caller, context, params }) =>
      changed(door, caller, params.id ?? '', (assetId) => door.useCases.favouriteImage({ assetId, favourite: body.favourite }, context)),
  })

const trashImage = (door: Door): Route =>
  route({
    ...changing,
    method: 'delete',
    path: '/api/v1/images/:id',
    summary: 'Put a picture into the trash; with `forever=true` erase one that lies there',
    query: deleteQuery,
    answers: { 200: { what: 'The picture, null once erased', schema: imageAnswer } },
    handle: ({ caller, context, params, query }) =>
      changed(door, caller, params.id ?? '', (assetId) =>
        query.forever === true ? door.useCases.eraseImage({ assetId }, context) : door.useCases.trashImage({ assetId }, context),
      ),
  })

const restoreImage = (door: Door): Route =>
  route({
    ...changing,
    method: 'post',
    path: '/api/v1/images/:id/restore',
    summary: 'Take a picture out of the trash',
    answers: { 200: { what: 'The picture', schema: imageAnswer } },
    handle: ({ caller, context, params }) =>
      changed(door, caller, params.id ?? '', (assetId) => door.useCases.restoreImage({ assetId }, context)),
  })

const imageLineage = (door: Door): Route =>
  route({
    ...about,
    method: 'get',
    path: '/api/v1/images/:id/lineage',
    summary: 'The tree that a picture belongs to, parents before children',
    answers: { 200: { what: 'All pictures of the tree', schema: lineage } },
    handle: async ({ caller, params }) => {
      const id = params.id ?? ''
      if ((await door.queries.images.find(caller.user.id, id)) === null) return refuse({ type: 'not-found' })
      const rows = await door.queries.images.tree(caller.user.id, id)
      return json(200, wireLineage(id, rows, viewerOf(door, caller)))
    },
  })

async function changed(door: Door, caller: Caller, id: string, act: (id: string) => Answer<Accepted>): Promise<Reply> {
  const answer = await act(id)
  if (!answer.ok) return refuse(answer.rejection)
  const headers = await settled(door, answer.value)
  const row = await door.queries.images.find(caller.user.id, id)
  return json(200, { id, image: row === null ? null : wireImage(row, viewerOf(door, caller)) }, headers)
}
