import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Recorded } from '../../../application/ports/event-store.ts'
import type { Log } from '../../../application/ports/log.ts'
import { historyOf } from '../../../projections/histories.contract.ts'
import type { ProjectionGroup } from '../../../projections/projection.ts'
import { rebuildViews } from '../../../projections/rebuild-views.ts'
import { runProjections } from '../../../projections/run-projections.ts'
import { busyTape } from '../../../projections/view-store.contract.ts'
import { insights, views } from '../../../projections/views.ts'
import { viewsOperator } from '../../../projections/views-operator.ts'
import { jsonCodec } from '../../codec/stored-event.ts'
import { postgresEventStore } from '../postgres-event-store.ts'
import { freshPostgres, type TestDatabase } from '../test-database.ts'
import { postgresQueries } from './postgres-queries.ts'
import { postgresViewRebuilds } from './postgres-view-rebuilds.ts'
import { postgresViewStore } from './postgres-view-store.ts'

const nothing = (): void => undefined
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
const clock = { now: () => Date.now(), sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 20))) }

let fresh: TestDatabase
beforeEach(async () => {
  await fresh?.drop()
  fresh = await freshPostgres()
})
afterAll(() => fresh.drop())

function world(group: ProjectionGroup) {
  const { database } = fresh
  const store = postgresEventStore(database, jsonCodec)
  const stopper = new AbortController()
  const course = { store, views: postgresViewStore(database), group, pollMs: 20, stop: stopper.signal, log: silent, clock }
  const rebuilds = postgresViewRebuilds(database)
  const { views: viewStore, ...rest } = course
  const operator = viewsOperator({ ...rest, viewStore, rebuilds, groups: [group] })
  const append = async (events: readonly Recorded[]): Promise<void> => {
    for (const { type, data, stream, revision, meta } of events) {
      await store.append(stream, revision === 0n ? 'no-stream' : revision - 1n, [{ type, data, meta, eventId: randomUUID() }])
    }
  }
  return { store, course, rebuilds, operator, append, queries: postgresQueries(database), stop: () => stopper.abort() }
}

const history = historyOf(busyTape.slice(0, 1_600))
const failed = history.find(({ type }) => type === 'JobFailed') ?? history[0]

/** The insights, unable to take in what happened to one job. */
const poisoned = (onPoison: ProjectionGroup['onPoison']): ProjectionGroup => ({
  ...insights,
  onPoison,
  projections: insights.projections.map((projection) => ({
    ...projection,
    project: (page, rows) => {
      if (page.some(({ type, stream }) => type === failed?.type && stream === failed.stream)) throw new Error('it cannot be counted')
      return projection.project(page, rows)
    },
  })),
})

describe('a rebuild beside views that are in use', () => {
  it('given a log that is written to all the while, then the two are the same, the new one is shown, and goes on by itself', async () => {
    const { course, rebuilds, append, queries, store, stop } = world(views)
    const half = Math.floor(history.length / 2)
    await append(history.slice(0, half))
    await course.views.open(views)
    const running = runProjections(course)
    const writing = append(history.slice(half))
    const errors: unknown[] = []
    let reading = true
    const readers = [1, 2].map(async () => {
      while (reading)
        await fresh.database
          .knex('images')
          .count()
          .catch((error: unknown) => errors.push(error))
    })
    const rebuilt = await rebuildViews(course, rebuilds, 'when-same')
    expect(rebuilt.outcome).toBe('shown')
    expect(rebuilt.views.map(({ view, rows, shownRows }) => [view, rows > 0 && rows === shownRows])).toEqual([
      ['images', true],
      ['image_counts', true],
      ['job_status', true],
      ['characters', true],
    ])
    await writing
    reading = false
    await Promise.all(readers)
    expect(errors).toEqual([])
    expect(await queries.views.waitFor(await store.head(), 20_000)).toBe(0n)
    stop()
    expect(await running).toBe('stopped')
    expect((await rebuildViews({ ...course, stop: new AbortController().signal }, rebuilds, 'never')).outcome).toBe('same')
  }, 120_000)

  it('given a rebuild that was left half-way, then the next one takes it away', async () => {
    const { course, rebuilds, append } = world(insights)
    await append(history.slice(0, 50))
    await course.views.open(insights)
    await rebuilds.beside(insights)
    await rebuilds.beside(insights)
    expect((await rebuildViews(course, rebuilds, 'when-same')).outcome).toBe('shown')
    const versions = await fresh.database.knex('rm.versions').orderBy('generation').select('subscription', 'shown')
    expect(versions).toEqual([
      { subscription: 'insights@1.1', shown: false },
      { subscription: 'insights@1.1#4', shown: true },
    ])
    const { rows } = await fresh.database.knex.raw(
      "select tablename from pg_tables where schemaname = 'rm' and tablename like 'activity%' order by 1",
    )
    expect(rows.map(({ tablename }: { tablename: string }) => tablename)).toEqual(['activity_v1_1', 'activity_v1_1_g4'])
  })
})

describe('poison', () => {
  it('given a group that parks, then the hole is told of, and a rebuild by a program that can count it fills it', async () => {
    const { course, rebuilds, append, queries, store, stop } = world(poisoned('park'))
    await append(history)
    const running = runProjections(course)
    const head = await store.head()
    const caughtUp = async (): Promise<boolean> => (await course.views.open(course.group)).position >= head
    while (!(await caughtUp())) await clock.sleep(20)
    stop()
    await running
    const [parked, ...others] = await rebuilds.parked(insights)
    expect(others).toEqual([])
    expect(parked).toMatchObject({ event: { type: failed?.type, stream: failed?.stream }, attempts: 3, acceptedAt: null })
    expect(parked?.error).toBe('Error: it cannot be counted')
    expect(await queries.views.groups()).toMatchObject([{ group: 'insights', status: 'running', parked: 1, lag: 0n }])
    const healthy = { ...course, group: insights, stop: new AbortController().signal }
    expect((await rebuildViews(healthy, rebuilds, 'when-same')).outcome).toBe('different')
    expect((await rebuildViews(healthy, rebuilds, 'always')).outcome).toBe('shown')
    expect(await rebuilds.parked(insights)).toEqual([])
    expect(await queries.views.groups()).toMatchObject([{ group: 'insights', parked: 0 }])
  }, 120_000)

  it('given a group that stops, then it stands before the event until the operator sets it aside', async () => {
    const { course, append, operator, rebuilds, stop } = world(poisoned('stop'))
    await append(history)
    expect(await runProjections(course)).toBe('faulted')
    expect(await course.views.open(course.group)).toMatchObject({ status: 'faulted', error: 'Error: it cannot be counted' })
    expect(await operator.skip('insights')).toBe('skipped')
    expect(await operator.skip('insights')).toBe('not-faulted')
    expect(await rebuilds.parked(insights)).toMatchObject([{ event: { stream: failed?.stream } }])
    expect(await operator.accept('insights', (await operator.parked('insights'))[0]?.event.position ?? 0n)).toBe(true)
    const acceptedAt = (await operator.parked('insights'))[0]?.acceptedAt
    expect(acceptedAt).not.toBeNull()
    // Built anew it does without that event as well, and nobody is asked once more to put up with it.
    expect((await rebuildViews(course, rebuilds, 'always')).outcome).toBe('shown')
    expect(await operator.parked('insights')).toMatchObject([{ event: { stream: failed?.stream }, acceptedAt }])
    stop()
  }, 120_000)
})
