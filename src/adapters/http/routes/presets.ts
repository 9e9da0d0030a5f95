import type { Caller, CharacterForm } from '../../../application/use-cases.ts'
import type { Result } from '../../../domain/decider.ts'
import type { CharacterRow } from '../../../projections/characters/characters-query.ts'
import { characterForm } from '../contract/character.ts'
import { presets } from '../contract/presets.ts'
import { promptPreview, promptPreviewRequest } from '../contract/prompt-preview.ts'
import { presetOptions } from '../preset-labels.ts'
import type { Refused } from '../problem.ts'
import { checked } from '../request-body.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'

export const presetRoutes = (door: Door): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/v1/presets',
    access: 'read',
    rate: 'read',
    tag: 'Presets',
    summary: 'Values, labels and suggestions of every form',
    answers: { 200: { what: 'The presets', schema: presets } },
    handle: () => Promise.resolve(json(200, presetOptions)),
  }),
  route({
    method: 'post',
    path: '/api/v1/prompt-preview',
    // Nothing is changed; the form is only too large for an address.
    access: 'read',
    rate: 'read',
    tag: 'Presets',
    summary: 'The composed prompt for a form',
    body: promptPreviewRequest,
    answers: { 200: { what: 'The prompt and its parts', schema: promptPreview } },
    handle: async ({ body, caller }) => {
      const { character, characterId, prompt, negativePrompt, ...studio } = body
      const form: Result<CharacterForm, Refused> =
        character === undefined ? await storedForm(door, caller, characterId ?? '') : { ok: true, value: character }
      if (!form.ok) return refuse(form.rejection)
      const answer = await door.useCases.previewPrompt({
        character: form.value,
        studio,
        ...(prompt === undefined ? {} : { prompt }),
        ...(negativePrompt === undefined ? {} : { negativePrompt }),
      })
      return answer.ok ? json(200, answer.value) : refuse(answer.rejection)
    },
  }),
]

async function storedForm(door: Door, caller: Caller, id: string): Promise<Result<CharacterForm, Refused>> {
  const row = await door.queries.characters.find(caller.user.id, id)
  return row === null ? { ok: false, rejection: { type: 'not-found' } } : checked(characterForm, fieldsOf(row))
}

/** A row as the form it was made from; erased texts are left to the form's own defaults. */
const fieldsOf = (row: CharacterRow): object =>
  Object.fromEntries(
    Object.keys(characterForm.shape).flatMap((field) => (Reflect.get(row, field) === null ? [] : [[field, Reflect.get(row, field)]])),
  )
