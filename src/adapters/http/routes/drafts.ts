import { draft, draftSave } from '../contract/draft.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'

const about = { path: '/api/v1/drafts/:imageId', tag: 'Drafts' } as const

/** Unfinished edits, one a picture. */
export const draftRoutes = (door: Door): readonly Route[] => [
  route({
    ...about,
    method: 'get',
    access: 'read',
    rate: 'read',
    summary: 'The unfinished edit of a picture; empty when there is none',
    answers: { 200: { what: 'The draft', schema: draft }, 204: { what: 'None yet' } },
    handle: async ({ caller, params }) => {
      const answer = await door.useCases.loadDraft({ imageId: params.imageId ?? '' }, caller)
      if (!answer.ok) return refuse(answer.rejection)
      return answer.value === null ? { kind: 'empty' } : json(200, answer.value)
    },
  }),
  route({
    ...about,
    method: 'put',
    access: 'write',
    rate: 'write',
    summary: 'Save it, based on the revision that was loaded; a stale write answers 409 with the newer draft',
    body: draftSave,
    answers: { 200: { what: 'The draft as saved', schema: draft } },
    handle: async ({ body, caller, params }) => {
      const imageId = params.imageId ?? ''
      const answer = await door.useCases.saveDraft({ imageId, ...body }, caller)
      if (!answer.ok) return refuse(answer.rejection)
      const { outcome, draft: newest } = answer.value
      if (outcome === 'saved') return json(200, newest)
      return { kind: 'refused', refused: { type: 'draft-is-stale', revision: newest?.revision ?? 0 }, extra: { draft: newest } }
    },
  }),
  route({
    ...about,
    method: 'delete',
    access: 'write',
    rate: 'write',
    summary: 'Throw it away',
    answers: { 204: { what: 'Gone' } },
    handle: async ({ caller, params }) => {
      const answer = await door.useCases.discardDraft({ imageId: params.imageId ?? '' }, caller)
      return answer.ok ? { kind: 'empty' } : refuse(answer.rejection)
    },
  }),
]
