import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readdirSync } from 'node:fs'
import { migrate } from './migrate.ts'
import { openPostgres } from './open-postgres.ts'
import { emptyPostgres, testMigrations, type TestDatabase } from './test-database.ts'

describe('migrate on PostgreSQL', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await emptyPostgres()
  })
  afterAll(() => test.drop())

  it('given several processes that start together, then every file has run once', async () => {
    const starts = Array.from({ length: 3 }, () => openPostgres(test.url, { log: { warn: () => undefined } }))
    await Promise.all(starts.map((database) => migrate(database, testMigrations)))
    await Promise.all(starts.map((database) => database.close()))
    const rows: { name: string }[] = await test.database.knex('schema_migrations').orderBy('id')
    expect(rows.map((row) => row.name)).toEqual(readdirSync(testMigrations).sort())
  })

  it('given a session of the pool, then nothing may run, wait or idle for long', async () => {
    expect(await settings('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')).toEqual(['10s', '3s', '10s'])
  })

  it('given a session of the pool, then a page anywhere costs the same, nothing is compiled, and the ids of a gallery are sorted in memory', async () => {
    expect(await settings('random_page_cost', 'jit', 'work_mem')).toEqual(['1.1', 'off', '16MB'])
  })

  async function settings(...names: readonly string[]): Promise<readonly unknown[]> {
    const asked = await Promise.all(names.map((name) => test.database.knex.raw(`show ${name}`)))
    return asked.map((answer) => Object.values(answer.rows[0])[0])
  }
})
