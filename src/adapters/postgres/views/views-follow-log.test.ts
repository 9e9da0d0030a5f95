import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Clock } from '../../../application/ports/clock.ts'
import type { EventStore, Recorded } from '../../../application/ports/event-store.ts'
import type { LogFields } from '../../../application/ports/log.ts'
import { owners } from '../../../projections/history-samples.contract.ts'
import { historyOf } from '../../../projections/histories.contract.ts'
import type { ProjectionGroup } from '../../../projections/projection.ts'
import type { Queries } from '../../../projections/queries.ts'
import { runProjections } from '../../../projections/run-projections.ts'
import { busyTape } from '../../../projections/view-store.contract.ts'
import { views } from '../../../projections/views.ts'
import { eventCodec } from '../../codec/codec.ts'
import type { Database } from '../database.ts'
import { postgresEventStore } from '../postgres-event-store.ts'
import { postgresSubjectKeys } from '../postgres-subject-keys.ts'
import { freshPglite } from '../test-database.ts'
import { postgresQueries } from './postgres-queries.ts'
import { postgresViewStore } from './postgres-view-store.ts'
import { buildOf } from './view-versions.ts'

const log = historyOf(busyTape.slice(0, 1_200))
const created = log.filter(({ type }) => type === 'ImageAssetCreated')
const [owner] = owners
/** As after a release in which the picture rows changed. */
const next: ProjectionGroup = {
  ...views,
  projections: views.projections.map((one) => (one.name === 'images' ? { ...one, version: one.version + 1 } : one)),
}

describe('views that follow a real log', () => {
  let database: Database
  let store: EventStore
  let queries: Queries
  let stopping: AbortController
  let errors: LogFields[]

  beforeAll(async () => {
    database = await freshPglite()
    store = postgresEventStore(database, eventCodec(postgresSubjectKeys(database, new Uint8Array(randomBytes(32)))))
    queries = postgresQueries(database)
    for (const event of log) await append(event)
  }, 120_000)
  afterAll(() => database.close())
  beforeEach(() => {
    stopping = new AbortController()
    errors = []
  })
  afterEach(() => stopping.abort())

  it('given a log, when they run, then they reach its head with a row for every picture', async () => {
    const running = run(views)
    expect(await opened(() => queries.views.waitFor(lastPosition(), 20_000))).toBe(0n)
    const pictures = await database.knex('images').count({ all: '*' }).first()
    expect(Number(pictures?.['all'])).toBe(created.length)
    stopping.abort()
    expect(await running).toBe('stopped')
  })

  it('given a picture that was just stored, when its position is waited for, then the very next read finds it', async () => {
    const running = run(views, 60_000)
    const source = created[0] as Recorded & { readonly data: object }
    const assetId = '00000000-0000-4000-8000-0000ffffffff'
    const family = { assetId, ownerId: owner, rootAssetId: assetId, ancestors: [] }
    const event = { ...source, data: { ...source.data, ...family }, eventId: assetId, stream: `imageAsset-${assetId}`, revision: 0n }
    expect(await queries.images.find(owner, assetId)).toBeNull()
    const { position } = await append(event)
    expect(await queries.views.waitFor(position, 20_000)).toBe(0n)
    expect(await queries.images.find(owner, assetId)).toMatchObject({ id: assetId, position })
    stopping.abort()
    await running
  })

  it('given a new version of a projection, when it runs, then readers go from the old rows to the new ones in one step', async () => {
    const before = await database.knex('images').count({ all: '*' }).first()
    const running = run(next)
    await until(async () => (await database.knex('rm.versions').where({ subscription: buildOf(next), shown: true })).length === 1)
    expect(await database.knex('images').count({ all: '*' }).first()).toEqual(before)
    expect(await queries.views.waitFor(await store.head(), 20_000)).toBe(0n)
    stopping.abort()
    expect(await running).toBe('stopped')
  })

  it('given an event that no program can read, then the views stand before it, and log and status say so', async () => {
    const position = (await store.head()) + 1n
    await database.knex.raw(
      `insert into es.events (position, stream_id, revision, event_id, type, schema_version, data, meta)
       select ?, 'imageAsset-broken', 0, gen_random_uuid(), 'ImageAssetCreated', 1, '{}', meta from es.events limit 1`,
      [String(position)],
    )
    expect(await queries.views.isFaulted()).toBe(false)
    expect(await run(next)).toBe('faulted')
    expect(await queries.views.isFaulted()).toBe(true)
    expect(errors).toEqual([expect.objectContaining({ subscription: 'views' })])
    const [version] = await database.knex('rm.versions').where({ group_name: 'views', shown: true })
    expect(version).toMatchObject({ subscription: buildOf(next), error: expect.any(String) })
    expect(await queries.views.waitFor(position, 0)).toBeGreaterThan(0n)
    expect((await queries.images.list(owner, {}, { limit: 1 })).rows).toHaveLength(1)
  })

  async function append({ type, data, eventId, stream, revision, meta }: Recorded): Promise<{ readonly position: bigint }> {
    const answer = await store.append(stream, revision === 0n ? 'no-stream' : revision - 1n, [{ type, data, eventId, meta }])
    if (answer.outcome !== 'stored') throw new Error(`${type} was not stored: ${answer.outcome}`)
    return answer
  }

  const lastPosition = (): bigint => BigInt(log.length)

  const run = (group: ProjectionGroup, pollMs = 50): Promise<'stopped' | 'faulted'> => {
    const silent = (): void => undefined
    const told = {
      debug: silent,
      info: silent,
      warn: silent,
      error: (_message: string, fields?: LogFields) => void errors.push(fields ?? {}),
    }
    return runProjections({ store, views: postgresViewStore(database), group, pollMs, stop: stopping.signal, log: told, clock })
  }

  /** The views exist a moment after the run began. */
  async function opened<Value>(ask: () => Promise<Value>): Promise<Value> {
    await until(async () => (await database.knex('pg_views').where({ viewname: 'images' })).length === 1)
    return await ask()
  }

  async function until(reached: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await reached()); tries += 1) {
      if (tries > 2_000) throw new Error('it never came to that')
      await clock.sleep(10)
    }
  }
})

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, stop) =>
    new Promise((resolve) => {
      if (stop?.aborted === true) return resolve()
      const done = (): void => {
        clearTimeout(timer)
        stop?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      stop?.addEventListener('abort', done, { once: true })
    }),
}
