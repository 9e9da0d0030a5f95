import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Queries } from '../../../projections/queries.ts'
import type { Database } from '../database.ts'
import { quarantinedSql } from './job-status-queries.ts'
import { postgresQueries } from './postgres-queries.ts'
import { characterIds, idOf, jobRows, ownerIds } from './test-rows.ts'
import { databaseShowing } from './test-views.ts'

const jobs = jobRows(400)
const [ada, bob] = ownerIds
let database: Database
let queries: Queries

beforeAll(async () => {
  database = await databaseShowing({ jobs })
  queries = postgresQueries(database)
})
afterAll(() => database.close())

describe('jobs', () => {
  it('given jobs, then pages run from the newest to the oldest, active ones apart', async () => {
    for (const active of [true, false]) {
      const wanted = jobs.filter(({ userId, finishedAt }) => userId === ada && (!active || finishedAt === null)).sort(byRequest)
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const page = await queries.jobs.list(ada, { active, limit: 33, ...(cursor === '' ? {} : { cursor }) })
        seen.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor
      }
      expect(seen).toEqual(wanted.map(({ id }) => id))
    }
    const [characterId] = characterIds
    const of = await queries.jobs.list(ada, { characterId, limit: 1_000 })
    expect(of.rows.map(({ id }) => id)).toEqual(
      jobs
        .filter((job) => job.userId === ada && job.characterId === characterId)
        .sort(byRequest)
        .map(({ id }) => id),
    )
  })

  it('given a job, then it reads back as it was projected, for its owner alone', async () => {
    for (const job of jobs.slice(0, 50)) {
      expect(await queries.jobs.find(job.userId, job.id)).toEqual(job)
      expect(await queries.jobs.find(job.userId === ada ? bob : ada, job.id)).toBeNull()
    }
  })

  it('given a line, then its length and each place in it are right', async () => {
    const inLine = jobs.filter(({ state }) => state === 'queued' || state === 'dispatching')
    const own = inLine.filter(({ userId }) => userId === ada).length
    expect(await queries.jobs.waiting(ada)).toEqual({ own, all: inLine.length, asOf: await queries.views.position() })
    const queued = inLine
      .filter(({ state }) => state === 'queued')
      .sort(byRequest)
      .reverse()
    expect(await queries.jobs.placeInLine(queued[0]?.id ?? '')).toBe(0)
    expect(await queries.jobs.placeInLine(queued[7]?.id ?? '')).toBe(7)
    expect(await queries.jobs.placeInLine(jobs.find(({ state }) => state === 'running')?.id ?? '')).toBeNull()
    expect(await queries.jobs.placeInLine(idOf(777_777))).toBeNull()
    const jobsIn = (wanted: string): number => jobs.filter(({ state }) => state === wanted).length
    expect(await queries.jobs.line()).toEqual({
      inState: {
        queued: jobsIn('queued'),
        dispatching: jobsIn('dispatching'),
        running: jobsIn('running'),
        cancelling: jobsIn('cancelling'),
      },
      oldestQueuedAt: queued[0]?.requestedAt,
    })
  })

  it('given jobs that failed, then those that were given up are counted, whosever they are', async () => {
    const givenUp = jobs.filter(({ error }) => error?.code === 'quarantined')
    expect(new Set(givenUp.map(({ userId }) => userId)).size).toBeGreaterThan(1)
    expect(await queries.jobs.quarantined()).toBe(givenUp.length)
  })

  it('and they are counted without looking at the others', async () => {
    const { rows } = await database.knex.raw<{ rows: { 'QUERY PLAN': string }[] }>(`explain ${quarantinedSql}`)
    expect(rows.map((row) => row['QUERY PLAN']).join()).toMatch(/Index.*_quarantined/)
  })

  it('given completed jobs, then the typical time is the median of the last 50', async () => {
    const seconds = jobs
      .filter(({ userId, state, kind }) => userId === ada && state === 'completed' && kind === 'edit')
      .sort((one, other) => (String(one.finishedAt) < String(other.finishedAt) ? 1 : -1))
      .slice(0, 50)
      .map(({ startedAt, finishedAt }) => (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1_000)
      .sort((one, other) => one - other)
    const middle = ((seconds[Math.floor((seconds.length - 1) / 2)] ?? 0) + (seconds[Math.ceil((seconds.length - 1) / 2)] ?? 0)) / 2
    expect(await queries.jobs.typicalSeconds(ada, 'edit')).toBeCloseTo(middle, 6)
    expect(await queries.jobs.typicalSeconds(idOf(5), 'edit')).toBeNull()
  })
})

const byRequest = (
  one: { readonly requestedAt: string; readonly id: string },
  other: { readonly requestedAt: string; readonly id: string },
): number => (one.requestedAt + one.id < other.requestedAt + other.id ? 1 : -1)
