import { queryOptions } from '@tanstack/react-query'
import type { Engine } from '../../../src/adapters/http/contract/engine.ts'
import { request } from './http.ts'

export const engineQuery = queryOptions({
  queryKey: ['engine'],
  queryFn: () => request<Engine>('GET', '/api/v1/engine'),
  staleTime: 30_000,
})

export type { Engine }
