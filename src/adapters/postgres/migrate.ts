import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Database } from './database.ts'

/**
 * Brings the database to this program's schema: the `NNNN-name.sql` files of the folder in order, each once, all in one transaction.
 * Processes that start together wait for each other, and a start that dies half-way leaves nothing behind.
 */
export async function migrate(database: Pick<Database, 'knex'>, folder: string): Promise<void> {
  await database.knex.transaction(async (transaction) => {
    await transaction.raw('set local statement_timeout = 0')
    await transaction.raw('set local lock_timeout = 0')
    await transaction.raw("select pg_advisory_xact_lock(hashtextextended('persona-studio migrations', 0))")
    await transaction.migrate.latest({ migrationSource: sqlFiles(folder), tableName: 'schema_migrations' })
  })
}

function sqlFiles(folder: string): Knex.MigrationSource<string> {
  return {
    async getMigrations() {
      return readdirSync(folder)
        .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
        .sort()
    },
    getMigrationName: (file) => file,
    async getMigration(file) {
      // knex reads a question mark as a parameter.
      const sql = readFileSync(join(folder, file), 'utf8').replaceAll('?', '\\?')
      return { up: (knex) => knex.raw(sql), down: () => Promise.reject(new Error(`${file}: migrations go forward only`)) }
    },
  }
}
