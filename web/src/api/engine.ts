import { queryOptions } from '@tanstack/react-query'
import type { Engine } from '../../../src/adapters/http/contract/engine.ts'
import { request } from './http.ts'

export const engineQuery = queryOptions({
  queryKey: ['engine'],
  queryFn: () => request<Engine>('GET', '/api/v1/engine'),
  staleTime: 30_000,
  // What is said to be away is looked for again, so that nobody has to ask whether it is back.
  refetchInterval: ({ state: { data } }) => (data !== undefined && isAway(data) ? 15_000 : false),
})

/** Whether nothing draws new pictures now: no engine is able to, or none answers. */
export const isAway = ({ capabilities, backends }: Engine): boolean =>
  !capabilities.generate.can || (backends.length > 0 && backends.every((backend) => !backend.reachable))

export type { Engine }
