import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Audit, AuditQuery, History, HistoryEvent, StateAnswer } from '../../../src/adapters/http/contract/audit.ts'
import { queryOf, request } from './http.ts'
import { isRepeat } from './paging.ts'

/** What a history is about. */
export type Subject = { readonly of: 'image' | 'job'; readonly id: string }

/** Everything that happened to a picture or a job, oldest first, with the job that made the picture or the pictures that the job made. */
export const historyQuery = ({ of, id }: Subject) =>
  queryOptions({
    queryKey: ['history', of, id],
    queryFn: async ({ signal }) =>
      (await request<History>('GET', `/api/v1/${of}s/${encodeURIComponent(id)}/history?whole=true`, { signal })).events,
    staleTime: 5_000,
  })

/** What it was right after the event at `position`. The past does not change. */
export const stateQuery = ({ of, id }: Subject, position: string) =>
  queryOptions({
    queryKey: ['history', of, id, 'state', position],
    queryFn: ({ signal }) =>
      request<StateAnswer>('GET', `/api/v1/${of}s/${encodeURIComponent(id)}/state${queryOf({ at: position })}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What people did, newest first. */
export const actsQuery = (filters: Pick<AuditQuery, 'user' | 'correlationId'>) =>
  infiniteQueryOptions({
    queryKey: ['acts', filters],
    queryFn: ({ pageParam, signal }) => request<Audit>('GET', `/api/v1/audit${queryOf({ ...filters, before: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }, pages) => (isRepeat(pages.map(({ events }) => events.map(({ position }) => position))) ? null : next),
    staleTime: 5_000,
  })

export type { HistoryEvent, StateAnswer }
