import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import type { saidAloud } from './said-aloud.ts'

/**
 * A request that changes what a query holds: once it went well, the query is read anew. `heard` is told of the answer also when the screen
 * that asked is no longer shown; what is handed to `mutate` is forgotten with it.
 */
export function useChange<Given, Answer>(
  changed: { readonly queryKey: QueryKey },
  send: (given: Given) => Promise<Answer>,
  { meta, heard }: { readonly meta?: typeof saidAloud | undefined; readonly heard?: Heard<Given, Answer> | undefined } = {},
) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: send,
    ...(meta === undefined ? {} : { meta }),
    onSuccess: (answer, given) => {
      heard?.(answer, given)
      return cache.invalidateQueries({ queryKey: changed.queryKey })
    },
  })
}

/** What is said or done once an answer has come. */
export type Heard<Given, Answer> = (answer: Answer, given: Given) => void
