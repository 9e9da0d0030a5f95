import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import type { saidAloud } from './said-aloud.ts'

/** A request that changes what a query holds: once it went well, the query is read anew. */
export function useChange<Given, Answer>(
  changed: { readonly queryKey: QueryKey },
  send: (given: Given) => Promise<Answer>,
  meta: typeof saidAloud | undefined = undefined,
) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: send,
    ...(meta === undefined ? {} : { meta }),
    onSuccess: () => cache.invalidateQueries({ queryKey: changed.queryKey }),
  })
}
