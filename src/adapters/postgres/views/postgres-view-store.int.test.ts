import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { historyOf } from '../../../projections/histories.contract.ts'
import { ViewsUnavailable, type ProjectionGroup } from '../../../projections/projection.ts'
import { busyTape, pagesOf, viewStoreContract } from '../../../projections/view-store.contract.ts'
import { images } from '../../../projections/images/images.ts'
import { insights, views } from '../../../projections/views.ts'
import { freshPostgres, type TestDatabase } from '../test-database.ts'
import { openPostgres } from '../open-postgres.ts'
import { postgresQueries } from './postgres-queries.ts'
import { postgresViewStore } from './postgres-view-store.ts'
import { viewsUnderTest } from './test-views.ts'
import { buildOf } from './view-versions.ts'

let fresh: TestDatabase
beforeAll(async () => {
  fresh = await freshPostgres()
})
afterAll(() => fresh.drop())

viewStoreContract('PostgreSQL', 12, views, () => viewsUnderTest(fresh.database))
viewStoreContract('PostgreSQL', 12, insights, () => viewsUnderTest(fresh.database, insights))

describe('two processes on one server', () => {
  it('given a page that another process is applying, then this one is told that it is busy', async () => {
    const { store, clear } = await viewsUnderTest(fresh.database)
    await clear()
    await fresh.database.knex.transaction(async (trx) => {
      await trx.raw('select * from rm.versions for update')
      expect(await store.apply(views, 0n, [], 5n)).toBe('busy')
    })
    expect(await store.apply(views, 0n, [], 5n)).toBe('applied')
  })

  it('given both apply every page, then each page is applied once and the rows are right', async () => {
    const { store, clear, rows } = await viewsUnderTest(fresh.database)
    const pages = pagesOf(historyOf(busyTape.slice(0, 1_200)), [20])
    await clear()
    let after = 0n
    for (const { events, scannedTo } of pages) {
      await store.apply(views, after, events, scannedTo)
      after = scannedTo
    }
    const alone = JSON.stringify(sorted(await rows()), text)
    await clear()
    after = 0n
    for (const { events, scannedTo } of pages) {
      const answers = await Promise.all([1, 2, 3].map(() => store.apply(views, after, events, scannedTo)))
      expect(answers.filter((answer) => answer === 'applied')).toHaveLength(1)
      after = scannedTo
    }
    expect(JSON.stringify(sorted(await rows()), text)).toBe(alone)
  })

  it('given nobody who opened them, when many open at once, then there is one version, shown at once', async () => {
    const another = await freshPostgres()
    try {
      const states = await Promise.all([1, 2, 3, 4].map(() => postgresViewStore(another.database).open(views)))
      for (const state of states) expect(state).toEqual({ position: 0n, status: 'running', error: null })
      expect(await another.database.knex('rm.versions')).toHaveLength(1)
      expect(await postgresQueries(another.database).views.position()).toBe(0n)
    } finally {
      await another.drop()
    }
  })

  it('given a server that is not there, then the views are unavailable, not wrong', async () => {
    const nowhere = openPostgres('postgres://nobody@127.0.0.1:9/none', { log: { warn: () => undefined } })
    await expect(postgresViewStore(nowhere).open(views)).rejects.toThrow(ViewsUnavailable)
    await nowhere.close()
  })
})

describe('a swap under concurrent reads', () => {
  it('given readers who never stop, when new versions are built and shown, then no read fails and none sees a version half-way', async () => {
    const { store, clear } = await viewsUnderTest(fresh.database)
    const queries = postgresQueries(fresh.database)
    await clear()
    const log = historyOf(busyTape.slice(0, 1_200))
    const last = log.at(-1)?.position ?? 0n
    await store.apply(views, 0n, log, last)
    const wanted = await counts()
    const errors: unknown[] = []
    let reads = 0
    let reading = true
    const reader = async (): Promise<void> => {
      while (reading) {
        try {
          expect(await counts()).toEqual(wanted)
          expect((await queries.views.changesAfter([owner], 0n, 50)).length).toBeGreaterThan(0)
          reads += 1
        } catch (error) {
          errors.push(error)
        }
      }
    }
    const readers = Array.from({ length: 4 }, reader)
    const versions = [1, 2, 3, 4, 5, 6].map((step) => images.version + step)
    for (const version of versions) await rebuild(group(version))
    reading = false
    await Promise.all(readers)
    expect(errors).toEqual([])
    expect(reads).toBeGreaterThan(50)
    // The version shown before stays for the way back; those before it are gone.
    const { rows } = await fresh.database.knex.raw(
      "select subscription, shown from rm.versions where group_name = 'views' order by opened_at",
    )
    expect(rows).toEqual([
      { subscription: buildOf(group(images.version + 5)), shown: false },
      { subscription: buildOf(group(images.version + 6)), shown: true },
    ])

    async function rebuild(next: ProjectionGroup): Promise<void> {
      expect(await store.open(next)).toEqual({ position: 0n, status: 'rebuilding', error: null })
      let after = 0n
      for (const { events, scannedTo } of pagesOf(log, [200])) {
        expect(await store.apply(next, after, events, scannedTo)).toBe('applied')
        after = scannedTo
      }
      await store.prepare(next)
      expect(await store.show(next)).toBe('shown')
      // As the other of two projectors does.
      await store.prepare(next)
      expect(await store.show(next)).toBe('shown')
      expect((await store.open(next)).status).toBe('running')
      expect(await queries.views.position()).toBe(last)
    }
  }, 120_000)

  const owner = '0000000a-0000-4000-8000-000000000000'
  const group = (version: number): ProjectionGroup => ({
    ...views,
    projections: views.projections.map((projection) => (projection.name === 'images' ? { ...projection, version } : projection)),
  })

  /** One statement over two stable views: both are of one version, or the numbers would not fit. */
  async function counts(): Promise<unknown> {
    const { rows } = await fresh.database.knex.raw(
      'select (select count(*) from images) as images, (select count(*) from job_status) as jobs',
    )
    return rows
  }
})

const sorted = (rows: Readonly<Record<string, readonly object[]>>): unknown =>
  Object.entries(rows).map(([view, all]) => [view, all.map((row) => JSON.stringify(row, text)).sort()])
const text = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
