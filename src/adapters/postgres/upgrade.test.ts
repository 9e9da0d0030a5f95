import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GenerationRequested } from '../../domain/generation-job/generation-job-events.ts'
import type { InpaintRequested } from '../../domain/edit-job/edit-job-events.ts'
import type { ProjectionGroup } from '../../projections/projection.ts'
import { rebuildViews } from '../../projections/rebuild-views.ts'
import { runProjections } from '../../projections/run-projections.ts'
import { insights, views } from '../../projections/views.ts'
import { eventCodec } from '../codec/codec.ts'
import { silentLog } from '../memory/test-world.ts'
import { systemClock } from '../system/system-clock.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { postgresAccounts } from './postgres-accounts.ts'
import { postgresEventStore } from './postgres-event-store.ts'
import { postgresSubjectKeys } from './postgres-subject-keys.ts'
import { postgresTaskQueue } from './postgres-task-queue.ts'
import { testMigrations } from './test-database.ts'
import { postgresQueries } from './views/postgres-queries.ts'
import { postgresViewRebuilds } from './views/postgres-view-rebuilds.ts'
import { postgresViewStore } from './views/postgres-view-store.ts'

const folder = join(process.cwd(), 'src/adapters/postgres/upgrade-dumps')
const dumps = readdirSync(folder).sort()
const deadline = 120_000

it('the database of a version was kept, for those after it', () => {
  expect(dumps.length).toBeGreaterThan(0)
  expect(readdirSync(testMigrations)).toEqual(expect.arrayContaining(dumps))
})

describe.each(dumps)('the database of %s, under today’s program', (dump) => {
  let database: Database
  const stop = new AbortController()
  const clock = systemClock()
  const storeOf = () => postgresEventStore(database, eventCodec(postgresSubjectKeys(database, new Uint8Array(32))))
  const courseOf = (group: ProjectionGroup) => ({
    store: storeOf(),
    views: postgresViewStore(database),
    group,
    pollMs: 20,
    stop: stop.signal,
    log: silentLog,
    clock,
  })

  beforeAll(async () => {
    database = await openPglite(null)
    // To knex a question mark is a parameter.
    await database.knex.raw(readFileSync(join(folder, dump), 'utf8').replaceAll('?', '\\?'))
    await migrate(database, testMigrations)
  }, deadline)
  afterAll(() => database.close())

  it('has every migration, once', async () => {
    const ran = await database.knex('schema_migrations').orderBy('name').pluck('name')
    expect(ran).toEqual(readdirSync(testMigrations).sort())
  })

  it('tells its whole history, protected words included', async () => {
    const { events } = await storeOf().readAll(0n, 1_000)
    const requests = events.map(({ data }) => data as Partial<GenerationRequested['data'] & InpaintRequested['data']>)
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['CharacterCreated', 'GenerationRequested', 'InpaintRequested', 'ImageAssetCreated', 'JobCompleted']),
    )
    expect(requests.map(({ userPrompt }) => userPrompt)).toContain('holding a parasol')
    expect(requests.map(({ editPrompt }) => editPrompt)).toContain('add a banana')
    for (const { stream } of events) expect((await storeOf().readStream(stream)).length).toBeGreaterThan(0)
  })

  it(
    'is served from views that follow, and that a rebuild from the log gives again',
    async () => {
      const head = await storeOf().head()
      const running = [views, insights].map((group) => runProjections(courseOf(group)))
      const queries = postgresQueries(database)
      expect(await queries.views.waitFor(head, deadline)).toBe(0n)
      // Views of another version than the kept ones are made beside them first.
      while ((await queries.views.groups()).some(({ status }) => status === 'rebuilding')) await clock.sleep(50)
      stop.abort()
      await Promise.all(running)
      const groups = await queries.views.groups()
      expect(groups.map(({ group, status, parked }) => [group, status, parked])).toEqual(
        expect.arrayContaining([
          ['views', 'running', 0],
          ['insights', 'running', 0],
        ]),
      )
      for (const group of [views, insights]) {
        const again = { ...courseOf(group), stop: new AbortController().signal }
        expect(await rebuildViews(again, postgresViewRebuilds(database), 'never')).toMatchObject({ outcome: 'same' })
      }
    },
    deadline,
  )

  it('takes new work: the account is there, an append goes behind the last one, and a task is claimed', async () => {
    const ada = await postgresAccounts(database).byUsername('ada')
    const store = storeOf()
    const [character] = (await store.readAll(0n, 1, ['CharacterCreated'])).events
    const stream = character?.stream ?? ''
    const [head, history] = [await store.head(), await store.readStream(stream)]
    const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'user', id: ada?.user.id ?? '' } } as const
    const archived = { type: 'CharacterArchived', data: { characterId: stream.slice('character-'.length) }, eventId: randomUUID(), meta }
    const answer = await store.append(stream, history.at(-1)?.revision ?? 0n, [archived])
    expect(answer.outcome).toBe('stored')
    expect(answer.position).toBeGreaterThan(head)
    const queue = postgresTaskQueue(database)
    await queue.enqueue([{ taskId: randomUUID(), kind: 'run', jobKind: 'edit', jobId: randomUUID(), ownerId: ada?.user.id ?? '' }])
    expect(await queue.claim('worker', 60_000)).toMatchObject({ ownerId: ada?.user.id, epoch: 1n })
  })
})
