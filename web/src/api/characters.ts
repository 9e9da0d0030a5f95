import { queryOptions } from '@tanstack/react-query'
import type { Character, CharacterAnswer, CharacterChanges, CharacterForm } from '../../../src/adapters/http/contract/character.ts'
import { newKey, request } from './http.ts'
import { saidAloud } from './said-aloud.ts'
import { useChange, type Heard } from './use-change.ts'

export const charactersQuery = queryOptions({
  queryKey: ['characters'],
  queryFn: async () => (await request<{ characters: Character[] }>('GET', '/api/v1/characters')).characters,
})

export function useCreateCharacter() {
  return useChange(charactersQuery, (form: CharacterForm) =>
    request<CharacterAnswer>('POST', '/api/v1/characters', { body: form, idempotencyKey: newKey() }),
  )
}

/** Puts a character aside, or takes it back. */
export function useArchiveCharacter(id: string, heard: Heard<boolean, CharacterAnswer>) {
  return useChange(
    charactersQuery,
    (archived: boolean) => request<CharacterAnswer>('PATCH', `/api/v1/characters/${id}`, { body: { archived } }),
    { meta: saidAloud, heard },
  )
}

export function useChangeCharacter(id: string) {
  return useChange(charactersQuery, (changes: CharacterChanges) =>
    request<CharacterAnswer>('PATCH', `/api/v1/characters/${id}`, { body: changes }),
  )
}

/** Makes one of the character's own pictures its reference face; null takes it away. */
export function useSetReference(characterId: string, heard?: () => void) {
  return useChange(
    charactersQuery,
    (imageId: string | null) => request<CharacterAnswer>('PUT', referenceOf(characterId), { body: { imageId } }),
    { meta: saidAloud, heard },
  )
}

/** Makes a file its reference face. */
export function useUploadReference(characterId: string, heard: () => void) {
  const send = (file: File): Promise<CharacterAnswer> => {
    const form = new FormData()
    form.set('file', file)
    return request<CharacterAnswer>('PUT', referenceOf(characterId), { form })
  }
  return useChange(charactersQuery, send, { meta: saidAloud, heard })
}

const referenceOf = (characterId: string): string => `/api/v1/characters/${characterId}/reference`

/** Names of characters are protected texts and may have been erased. */
export const nameOf = (character: Character | undefined, unnamed: string): string => character?.name ?? unnamed

export type { Character, CharacterForm }
