import { queryOptions } from '@tanstack/react-query'
import type { Token, TokenMade, TokenRequest } from '../../../src/adapters/http/contract/account.ts'
import { request } from './http.ts'
import { saidAloud } from './said-aloud.ts'
import { useChange } from './use-change.ts'

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async () => (await request<{ tokens: Token[] }>('GET', '/api/v1/tokens')).tokens,
})

/** The answer holds the secret, this once. */
export function useMakeToken() {
  return useChange(tokensQuery, (wanted: TokenRequest) => request<TokenMade>('POST', '/api/v1/tokens', { body: wanted }), {
    meta: saidAloud,
  })
}

export function useRemoveToken() {
  return useChange(tokensQuery, (id: string) => request<undefined>('DELETE', `/api/v1/tokens/${id}`), { meta: saidAloud })
}

export type { Token }
