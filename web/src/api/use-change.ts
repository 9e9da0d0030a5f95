import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'

/** A request that changes what a query holds: once it went well, the query is read anew. */
export function useChange<Given, Answer>(changed: { readonly queryKey: QueryKey }, send: (given: Given) => Promise<Answer>) {
  const cache = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => cache.invalidateQueries({ queryKey: changed.queryKey }) })
}
