import { generationRequest } from '../contract/generation.ts'
import { jobsAccepted } from '../contract/job.ts'
import { settled } from '../read-your-writes.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { wireAccepted } from '../wire-job.ts'

export const generationRoutes = (door: Door): readonly Route[] => [
  route({
    method: 'post',
    path: '/image/generate/studio',
    access: 'write',
    rate: 'write',
    tag: 'Pictures',
    summary: 'Generate pictures of a character from presets',
    startsStream: true,
    body: generationRequest,
    answers: { 201: { what: 'The jobs that were accepted, one a picture', schema: jobsAccepted } },
    handle: async ({ body, context }) => {
      const { characterId, prompt, negativePrompt, seed, count, useReference, ...studio } = body
      const answer = await door.useCases.requestGeneration(
        {
          characterId,
          studio,
          count,
          useReference,
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
  }),
]
