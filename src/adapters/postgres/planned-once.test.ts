import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { jsonCodec } from '../codec/stored-event.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { postgresAccounts } from './postgres-accounts.ts'
import { postgresEventStore } from './postgres-event-store.ts'
import { testMigrations } from './test-database.ts'

describe('statements that are planned once', () => {
  let database: Database
  beforeAll(async () => {
    database = await openPglite(null)
    await migrate(database, testMigrations)
    await database.knex.raw('set plan_cache_mode = force_generic_plan')
    await postgresEventStore(database, jsonCodec).readStream('editJob-1')
    await postgresAccounts(database).byToken('a hash')
    await postgresAccounts(database).bySession('a hash')
  }, 60_000)
  afterAll(() => database.close())

  it.each([
    ['stream', /events_stream_revision/],
    ['token', /secret_hash_key/],
    ['session', /secret_hash_key/],
  ])('given empty tables, then the plan of %j goes by an index: it is kept when they are full', async (name, index) => {
    const { rows } = await database.knex.raw<{ rows: { 'QUERY PLAN': string }[] }>(`explain execute studio_${name}('x')`)
    const plan = rows.map((row) => row['QUERY PLAN']).join(' ')
    expect(plan).toMatch(index)
    expect(plan).not.toContain('Seq Scan')
  })
})
