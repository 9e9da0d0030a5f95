import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { openPostgres } from './open-postgres.ts'

/** Where the migrations lie for tests, which all run from the project's root. */
export const testMigrations = join(process.cwd(), 'src/adapters/postgres/migrations')

export type TestDatabase = { readonly database: Database; readonly url: string; drop(): Promise<void> }

/** A migrated database of its own on the server of TEST_DATABASE_URL; `drop` closes and removes it. */
export async function freshPostgres(): Promise<TestDatabase> {
  const test = await emptyPostgres()
  await migrate(test.database, testMigrations)
  return test
}

/** As `freshPostgres`, before any migration. */
export async function emptyPostgres(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) throw new Error('these tests need PostgreSQL: set TEST_DATABASE_URL')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const database = openPostgres(url.href, { log: { warn: () => undefined } })
  return {
    database,
    url: url.href,
    async drop() {
      await database.close()
      await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

/** A migrated embedded database that goes with its closing. */
export async function freshPglite(): Promise<Database> {
  const database = await emptyPglite()
  await migrate(database, testMigrations)
  return database
}

/** In memory; or a copy of the one that the test runner made for its whole run, since to create one takes seconds of a processor. */
async function emptyPglite(): Promise<Database> {
  const original = process.env['TEST_EMBEDDED_DATABASE']
  if (original === undefined) return openPglite(null)
  const dataDir = mkdtempSync(join(tmpdir(), 'test-database-'))
  cpSync(original, dataDir, { recursive: true })
  const database = await openPglite(dataDir)
  return {
    ...database,
    async close() {
      await database.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}

/** The plans of the statements that an act really sends. */
export async function plansOf({ knex }: Pick<Database, 'knex'>, act: () => Promise<unknown>): Promise<readonly string[]> {
  const sent: { readonly sql: string; readonly bindings: readonly unknown[] }[] = []
  const hear = (query: { sql: string; bindings: readonly unknown[] }): void => void sent.push(query)
  knex.on('query', hear)
  await act()
  knex.off('query', hear)
  const plans: string[] = []
  for (const { sql, bindings } of sent) {
    const asQuestion = sql.replace(/\$\d+/g, '?')
    const { rows } = await knex.raw<{ rows: Record<string, string>[] }>(`explain ${asQuestion}`, bindings as never)
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
  }
  return plans
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
