import { imageAnswer, uploadFields } from '../contract/image.ts'
import { settled } from '../read-your-writes.ts'
import { checked } from '../request-body.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { viewerOf } from '../viewer.ts'
import { wireImage } from '../wire-image.ts'

/** A picture of one's own becomes an image like any other. */
export const uploadRoutes = (door: Door): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/v1/characters/:id/images',
    access: 'write',
    rate: 'write',
    tag: 'Pictures',
    summary: 'Upload a PNG, JPEG or WebP of at most 20 MB as a picture of this character',
    startsStream: true,
    upload: 'required',
    answers: { 201: { what: 'The picture', schema: imageAnswer } },
    handle: async ({ caller, context, params, upload }) => {
      if (upload === null) return refuse({ type: 'invalid-request', faults: [{ field: 'file', expected: 'one file', came: 'none' }] })
      const fields = checked(uploadFields, upload.fields)
      if (!fields.ok) return refuse(fields.rejection)
      const { prompt, ...studio } = fields.value
      const answer = await door.useCases.uploadImage(
        { characterId: params.id ?? '', bytes: upload.bytes, studio, ...(prompt === undefined ? {} : { userPrompt: prompt }) },
        context,
      )
      if (!answer.ok) return refuse(answer.rejection)
      const headers = await settled(door, answer.value)
      const row = await door.queries.images.find(caller.user.id, answer.value.assetId)
      return json(201, { id: answer.value.assetId, image: row === null ? null : wireImage(row, viewerOf(door, caller)) }, headers)
    },
  }),
]
