import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Database } from './database.ts'

/** A newer program has been at work here. What it may have written, this one must not guess at. */
export class DatabaseIsNewer extends Error {
  override readonly name = 'DatabaseIsNewer'
}

/**
 * Brings the database to this program's schema: the `NNNN-name.sql` files of the folder in order, each once, all in one transaction.
 * Processes that start together wait for each other, and a start that dies half-way leaves nothing behind. Throws `DatabaseIsNewer`, and
 * changes nothing, where a file has run that the folder does not have.
 */
export async function migrate(database: Pick<Database, 'knex'>, folder: string): Promise<void> {
  await database.knex.transaction(async (transaction) => {
    await transaction.raw('set local statement_timeout = 0')
    await transaction.raw('set local lock_timeout = 0')
    await transaction.raw("select pg_advisory_xact_lock(hashtextextended('persona-studio migrations', 0))")
    await refuseNewer(transaction, folder)
    await transaction.migrate.latest({ migrationSource: sqlFiles(folder), tableName: 'schema_migrations' })
  })
}

async function refuseNewer(transaction: Knex.Transaction, folder: string): Promise<void> {
  if (!(await transaction.schema.hasTable('schema_migrations'))) return
  const known = filesIn(folder)
  const ran: string[] = await transaction('schema_migrations').orderBy('name').pluck('name')
  const newer = ran.filter((name) => !known.includes(name))
  if (newer.length > 0)
    throw new DatabaseIsNewer(`the database is of a newer program, which has brought it ${newer.join(', ')}: start that one`)
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()

function sqlFiles(folder: string): Knex.MigrationSource<string> {
  return {
    getMigrations: () => Promise.resolve(filesIn(folder)),
    getMigrationName: (file) => file,
    async getMigration(file) {
      // knex reads a question mark as a parameter.
      const sql = readFileSync(join(folder, file), 'utf8').replaceAll('?', '\\?')
      return { up: (knex) => knex.raw(sql), down: () => Promise.reject(new Error(`${file}: migrations go forward only`)) }
    },
  }
}
