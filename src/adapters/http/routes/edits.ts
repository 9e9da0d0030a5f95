import { inpaintRequest, rerunRequest } from '../contract/inpaint.ts'
import { jobsAccepted } from '../contract/job.ts'
import { settled } from '../read-your-writes.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { wireAccepted } from '../wire-job.ts'

export const editRoutes = (door: Door): readonly Route[] => [inpaint(door), rerun(door)]

/** Frozen: clients use this address and these names. */
const inpaint = (door: Door): Route =>
  route({
    method: 'post',
    path: '/image/edit/inpaint',
    access: 'write',
    rate: 'write',
    tag: 'Pictures',
    summary: 'Edit a picture inside a painted mask',
    startsStream: true,
    body: inpaintRequest,
    answers: { 201: { what: 'The jobs that were accepted', schema: jobsAccepted } },
    handle: async ({ body, context }) => {
      const { negativePrompt, maskedImageBase64Png, maskFromImageId, seed, ...rest } = body
      const answer = await door.useCases.requestInpaint(
        {
          ...rest,
          ...(negativePrompt === undefined ? {} : { negativePrompt }),
          ...(maskedImageBase64Png === undefined ? {} : { maskedImageBase64Png }),
          ...(maskFromImageId === undefined ? {} : { maskFromImageId }),
          ...(seed === undefined ? {} : { seed }),
        },
        context,
      )
      if (!answer.ok) return refuse(answer.rejection)
      const accepted = wireAccepted(answer.value, door.config.publicUrl())
      return json(201, accepted, { ...(await settled(door, answer.value)), Location: accepted.links.results })
    },
  })

const rerun = (door: Door): Route =>
  route({
    method: 'post',
    path: '/api/v1/images/:id/rerun',
    access: 'write',
    rate: 'write',
    tag: 'Pictures',
    summary: 'Make an edit again: its own parent and stored mask, with other words or another seed',
    startsStream: true,
    body: rerunRequest,
    answers: { 201: { what: 'The jobs that were accepted', schema: jobsAccepted } },
    handle: async ({ body: { prompt, negativePrompt, seed, count }, context, params }) => {
      const answer = await door.useCases.rerunEdit(
        {
          assetId: params.id ?? '',
          count,
          ...(prompt === undefined ? {} : { prompt }),
          ...(negativePrompt === undefined ? {} : { negativePrompt }),
          ...(seed === undefined ? {} : { seed }),
        },
        context,
      )
      if (!answer.ok) return refuse(answer.rejection)
      const accepted = wireAccepted(answer.value, door.config.publicUrl())
      return json(201, accepted, { ...(await settled(door, answer.value)), Location: accepted.links.results })
    },
  })
