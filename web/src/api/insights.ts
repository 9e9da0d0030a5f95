import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Insights, InsightsQuery, insightsTables } from '../../../src/adapters/http/contract/insights.ts'
import { queryOf, request } from './http.ts'

export type InsightsTable = (typeof insightsTables)[number]
export type InsightsFilters = InsightsQuery

/** What is shown stays until the next numbers are there. */
export const insightsQuery = (filters: InsightsFilters) =>
  queryOptions({
    queryKey: ['insights', filters],
    queryFn: ({ signal }) => request<Insights>('GET', `/api/v1/insights${queryOf(filters)}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })

/** Where the server has one of the tables as a file. */
export const csvUrl = (table: InsightsTable, filters: InsightsFilters): string => `/api/v1/insights/csv${queryOf({ ...filters, table })}`

export type { Insights }
