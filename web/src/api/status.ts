import { queryOptions } from '@tanstack/react-query'
import type { Status } from '../../../src/adapters/http/contract/status.ts'
import { request } from './http.ts'

/** For admins alone. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: () => request<Status>('GET', '/api/v1/status'),
  refetchInterval: 15_000,
})

export type { Status }
