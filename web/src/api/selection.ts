import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { BulkAnswer, BulkRequest, ZipRequest } from '../../../src/adapters/http/contract/selection.ts'
import type { ImageAnswer } from '../../../src/adapters/http/contract/image.ts'
import { request, requestFile } from './http.ts'
import { dropImages, inTurn, patchImages, settleLists } from './images.ts'
import { saidAloud } from './said-aloud.ts'

export type BulkAct = BulkRequest['act']
export type BulkOutcome = { readonly done: number; readonly refused: number }

/** The most that one request may name. */
export const mostAtOnce = 500
const erasedAtOnce = 6

/** Changes many pictures, each for itself. What is seen changes at once; the server's word follows, and `heard` is told of it wherever one is. */
export function useBulk(heard: (outcome: BulkOutcome) => void = unheard) {
  const cache = useQueryClient()
  return useMutation({
    scope: inTurn,
    meta: saidAloud,
    mutationFn: ({ ids, act }: { readonly ids: readonly string[]; readonly act: BulkAct }) => changeAll(ids, act),
    onSuccess: heard,
    onMutate: ({ ids, act }) => {
      const those = new Set(ids)
      if (act === 'trash' || act === 'restore') dropImages(cache, those)
      else patchImages(cache, those, (image) => ({ ...image, favourite: act === 'favourite' }))
    },
    onSettled: (outcome) => settle(cache, outcome),
  })
}

/** Erases pictures that lie in the trash. There is no way back. */
export function useErase(heard: (outcome: BulkOutcome) => void = unheard) {
  const cache = useQueryClient()
  return useMutation({
    meta: saidAloud,
    mutationFn: eraseAll,
    onSuccess: heard,
    onMutate: (ids) => dropImages(cache, new Set(ids)),
    onSettled: (outcome) => settle(cache, outcome),
  })
}

/** One zip of at most `mostAtOnce` pictures. */
export const fetchZip = (ids: readonly string[]): Promise<Blob> =>
  requestFile('POST', '/api/v1/images/zip', { body: { ids: [...ids] } satisfies ZipRequest })

/** Somebody who has nothing to say of it. */
const unheard = (): void => undefined

function settle(cache: QueryClient, outcome: BulkOutcome | undefined): Promise<void> {
  void cache.invalidateQueries({ queryKey: ['image'] })
  return settleLists(cache, outcome?.refused !== 0)
}

async function changeAll(ids: readonly string[], act: BulkAct): Promise<BulkOutcome> {
  const results: BulkAnswer['results'][number][] = []
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const body: BulkRequest = { ids: ids.slice(from, from + mostAtOnce), act }
    results.push(...(await request<BulkAnswer>('POST', '/api/v1/images/bulk', { body })).results)
  }
  const done = results.filter((result) => result.done).length
  return { done, refused: results.length - done }
}

async function eraseAll(ids: readonly string[]): Promise<BulkOutcome> {
  let done = 0
  for (let from = 0; from < ids.length; from += erasedAtOnce) {
    const some = ids.slice(from, from + erasedAtOnce)
    const outcomes = await Promise.allSettled(some.map((id) => request<ImageAnswer>('DELETE', `/api/v1/images/${id}?forever=true`)))
    done += outcomes.filter((outcome) => outcome.status === 'fulfilled').length
  }
  return { done, refused: ids.length - done }
}
