import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { jsonCodec } from '../codec/stored-event.ts'
import { postgresEventStore } from './postgres-event-store.ts'
import { postgresLogRecords } from './postgres-log-records.ts'
import { freshPostgres, type TestDatabase } from './test-database.ts'

const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } } as const

let fresh: TestDatabase
beforeAll(async () => {
  fresh = await freshPostgres()
})
beforeEach(() => tampered('truncate es.events', 'truncate es.streams', 'delete from es.checkpoints'))
afterAll(() => fresh.drop())

/** As somebody with all rights on the database could do it. */
async function tampered(...statements: readonly string[]): Promise<void> {
  await fresh.database.knex.transaction(async (trx) => {
    await trx.raw("set local es.maintenance = 'on'")
    for (const statement of statements) await trx.raw(statement)
  })
}

async function threeEvents(): Promise<void> {
  const store = postgresEventStore(fresh.database, jsonCodec)
  await store.append(
    'imageAsset-1',
    'no-stream',
    [1, 2, 3].map((number) => ({ type: 'Planted', data: { number }, eventId: randomUUID(), meta })),
  )
}
const faults = async () => (await postgresLogRecords(fresh.database).faults()).map(({ fault, about }) => [fault, about])

describe('the log checked', () => {
  it('given a log that only the program wrote, then nothing is wrong', async () => {
    await threeEvents()
    expect(await faults()).toEqual([])
  })

  it('given events are changed or deleted by anybody, then the database refuses', async () => {
    await threeEvents()
    const { knex } = fresh.database
    for (const statement of ["update es.events set type = 'x'", 'delete from es.events', 'truncate es.events'])
      await expect(knex.raw(statement)).rejects.toMatchObject({ code: 'ES009' })
  })

  it.each([
    ['an event was taken out', ['delete from es.events where revision = 1'], [['revision-gap', 'imageAsset-1']]],
    ['the last event was taken out', ['delete from es.events where revision = 2'], [['stream-head', 'imageAsset-1']]],
    [
      'two events changed places',
      ['update es.events set position = position + 100 where revision = 0', "select setval('es.position_seq', 10000000)"],
      [['order', 'imageAsset-1']],
    ],
    [
      'a checkpoint is ahead of the log, as after a restore of the log alone',
      ["insert into es.checkpoints values ('process:jobs', 999999)"],
      [['checkpoint-beyond-head', 'process:jobs']],
    ],
    ['positions would be given out twice', ["select setval('es.position_seq', 1)"], [['sequence-behind', 'es.position_seq']]],
    ['the log may be changed', ['alter table es.events disable trigger events_append_only'], [['not-append-only', 'events_append_only']]],
  ])('given %s, then that is found', async (_what, statements, wanted) => {
    await threeEvents()
    await tampered(...statements)
    expect(await faults()).toEqual(wanted)
    await tampered('alter table es.events enable trigger events_append_only', "select setval('es.position_seq', 100000)")
  })
})
