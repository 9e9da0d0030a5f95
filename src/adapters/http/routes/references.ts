import { characterAnswer, referenceChange } from '../contract/character.ts'
import type { Door, Route } from '../route.ts'
import { refuse, route } from '../route.ts'
import { characterReply } from './characters.ts'

const about = { path: '/api/v1/characters/:id/reference', tag: 'Characters' } as const

/** The reference face of a character. */
export const referenceRoutes = (door: Door): readonly Route[] => [
  route({
    ...about,
    method: 'get',
    access: 'read',
    rate: 'file',
    summary: 'The reference face',
    answers: { 200: { what: 'PNG', mime: 'image/png' } },
    handle: async ({ caller, params }) => {
      const answer = await door.useCases.readReference({ characterId: params.id ?? '' }, caller)
      if (!answer.ok) return refuse(answer.rejection)
      return { kind: 'file', bytes: answer.value.bytes, mime: answer.value.mime, etag: answer.value.sha256, cache: 'fresh' }
    },
  }),
  route({
    ...about,
    method: 'put',
    access: 'write',
    rate: 'write',
    summary: 'Set the reference face: a picture of one’s own as form, or one of the character’s images as JSON; null clears it',
    body: referenceChange,
    upload: 'instead-of-json',
    answers: { 200: { what: 'The character', schema: characterAnswer } },
    handle: async ({ body, caller, context, params, upload }) => {
      const characterId = params.id ?? ''
      const from = upload !== null ? { bytes: upload.bytes } : body.imageId === null ? null : { assetId: body.imageId }
      const answer = await door.useCases.setReference({ characterId, from }, context)
      return answer.ok ? characterReply(door, caller, 200, characterId, answer.value) : refuse(answer.rejection)
    },
  }),
]
