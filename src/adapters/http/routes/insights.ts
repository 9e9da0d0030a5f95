import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Caller } from '../../../application/use-cases.ts'
import type { ActivityFilter } from '../../../projections/activity/activity-query.ts'
import { insights, insightsCsvQuery, insightsQuery } from '../contract/insights.ts'
import type { Insights } from '../contract/insights.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { insightsCsv, wireInsights } from '../wire-insights.ts'

const reading = { method: 'get', tag: 'Insights', rate: 'read', access: 'audit' } as const

/** How people make and edit pictures, counted in views. One's own for everybody; an admin may ask for anybody's. */
export const insightsRoutes = (door: Door): readonly Route[] => [
  route({
    ...reading,
    path: '/api/v1/insights',
    summary: 'Pictures by day, mask coverage, durations, failures, presets',
    query: insightsQuery,
    answers: { 200: { what: 'All that the charts need', schema: insights } },
    handle: async ({ caller, query }) => {
      const counted = await countedFor(door, caller, query)
      return counted === null ? refuse({ type: 'admin-only' }) : json(200, counted)
    },
  }),
  route({
    ...reading,
    path: '/api/v1/insights/csv',
    summary: 'One of the tables behind the charts',
    query: insightsCsvQuery,
    answers: { 200: { what: 'The table, with a head', mime: 'text/csv' } },
    handle: async ({ caller, query: { table, ...query } }) => {
      const counted = await countedFor(door, caller, query)
      if (counted === null) return refuse({ type: 'admin-only' })
      const bytes = new TextEncoder().encode(insightsCsv(counted, table))
      const etag = createHash('sha256').update(bytes).digest('hex')
      return { kind: 'file', bytes, mime: 'text/csv', etag, cache: 'fresh', downloadAs: `${table}.csv` }
    },
  }),
]

/** `null`: somebody else's numbers are an admin's to see. */
async function countedFor(door: Door, { user }: Caller, query: z.output<typeof insightsQuery>): Promise<Insights | null> {
  const wanted = query.user ?? user.id
  if (wanted !== user.id && user.role !== 'admin') return null
  const filter = filterOf(wanted === 'everybody' ? null : wanted, query)
  const [activity, coverage] = await Promise.all([door.queries.activity.summary(filter), door.queries.maskCoverage.summary(filter)])
  return wireInsights(activity, coverage, query)
}

function filterOf(userId: string | null, { from, to, characterId, kind, engine }: z.output<typeof insightsQuery>): ActivityFilter {
  return {
    userId,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(characterId === undefined ? {} : { characterId }),
    ...(kind === undefined ? {} : { kind }),
    ...(engine === undefined ? {} : { engine }),
  }
}
