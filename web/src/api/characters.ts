import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Character, CharacterAnswer, CharacterChanges, CharacterForm } from '../../../src/adapters/http/contract/character.ts'
import { newKey, request } from './http.ts'

export const charactersQuery = queryOptions({
  queryKey: ['characters'],
  queryFn: async () => (await request<{ characters: Character[] }>('GET', '/api/v1/characters')).characters,
})

export function useCreateCharacter() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (form: CharacterForm) => request<CharacterAnswer>('POST', '/api/v1/characters', { body: form, idempotencyKey: newKey() }),
    onSuccess: () => cache.invalidateQueries({ queryKey: charactersQuery.queryKey }),
  })
}

export function useChangeCharacter(id: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (changes: CharacterChanges) => request<CharacterAnswer>('PATCH', `/api/v1/characters/${id}`, { body: changes }),
    onSuccess: () => cache.invalidateQueries({ queryKey: charactersQuery.queryKey }),
  })
}

/** Makes one of the character's own pictures its reference face; null takes it away. */
export function useSetReference(characterId: string) {
  return useReference((imageId: string | null) => request<CharacterAnswer>('PUT', referenceOf(characterId), { body: { imageId } }))
}

/** Makes a file its reference face. */
export function useUploadReference(characterId: string) {
  return useReference((file: File) => {
    const form = new FormData()
    form.set('file', file)
    return request<CharacterAnswer>('PUT', referenceOf(characterId), { form })
  })
}

const referenceOf = (characterId: string): string => `/api/v1/characters/${characterId}/reference`

function useReference<Face>(set: (face: Face) => Promise<CharacterAnswer>) {
  const cache = useQueryClient()
  return useMutation({ mutationFn: set, onSuccess: () => cache.invalidateQueries({ queryKey: charactersQuery.queryKey }) })
}

/** Names of characters are protected texts and may have been erased. */
export const nameOf = (character: Character | undefined, unnamed: string): string => character?.name ?? unnamed

export type { Character, CharacterForm }
