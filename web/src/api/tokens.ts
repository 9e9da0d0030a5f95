import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Token, TokenMade, TokenRequest } from '../../../src/adapters/http/contract/account.ts'
import { request } from './http.ts'

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async () => (await request<{ tokens: Token[] }>('GET', '/api/v1/tokens')).tokens,
})

/** The answer holds the secret, this once. */
export function useMakeToken() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (wanted: TokenRequest) => request<TokenMade>('POST', '/api/v1/tokens', { body: wanted }),
    onSuccess: () => cache.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
}

export function useRemoveToken() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<undefined>('DELETE', `/api/v1/tokens/${id}`),
    onSuccess: () => cache.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
}

export type { Token }
