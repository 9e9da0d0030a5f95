import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './database.ts'
import { DatabaseIsNewer, migrate } from './migrate.ts'
import { freshPglite, testMigrations } from './test-database.ts'

describe('migrate', () => {
  let database: Database
  beforeAll(async () => {
    database = await freshPglite()
  }, 60_000)
  afterAll(() => database.close())
  const ran = (): Promise<string[]> => database.knex('schema_migrations').orderBy('name').pluck('name')

  it('given a database that is up to date, then nothing runs again', async () => {
    await migrate(database, testMigrations)
    expect(await ran()).toEqual(readdirSync(testMigrations).sort())
  })

  it('given a database of a newer program, then it refuses in a sentence that names what it does not know, and changes nothing', async () => {
    await database.knex('schema_migrations').insert({ name: '9999-tomorrow.sql', batch: 2 })
    const before = await ran()
    const refused = migrate(database, testMigrations)
    await expect(refused).rejects.toThrow(DatabaseIsNewer)
    await expect(refused).rejects.toThrow('the database is of a newer program, which has brought it 9999-tomorrow.sql: start that one')
    expect(await ran()).toEqual(before)
  })
})

/**
 * Processes of the version before are still at work when a migration runs, so a file adds and takes nothing away. What nobody uses any
 * more goes a version later, in a file whose name says so.
 */
describe('the migrations', () => {
  const takesAway =
    /\b(drop\s+(table|column|view|schema|type|sequence|function)|rename\s+(to|column)|alter\s+column\s+\w+\s+(set\s+not\s+null|(set\s+data\s+)?type)|truncate\s+(table|es|rm))\b/i
  const withoutComments = (sql: string): string => sql.replace(/--.*$/gm, '')
  /** The first six came before there was a version to run beside. */
  const files = readdirSync(testMigrations).filter((file) => file > '0007')

  it.each(files)('%s adds, or says in its name that it takes away', (file) => {
    const sql = withoutComments(readFileSync(join(testMigrations, file), 'utf8'))
    expect(/^\d{4}-contract-/.test(file) || !takesAway.test(sql)).toBe(true)
  })

  it.each([
    'alter table es.tasks drop column traceparent',
    'alter table es.tasks rename column run_at to due_at',
    'alter table es.tasks alter column job_kind set not null',
    'alter table es.tasks alter column expiries type bigint',
    'drop table es.turns',
  ])('would not take “%s” without it', (sql) => {
    expect(takesAway.test(sql)).toBe(true)
  })

  it('are numbered without a gap in what a start sees, whoever wrote them', () => {
    const numbers = [...new Set(readdirSync(testMigrations).map((file) => Number(file.slice(0, 4))))]
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })
})
