import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import createKnex from 'knex'
import type { Database } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { localHints } from './local-hints.ts'
import { wholeQuestions } from './whole-questions.ts'

/**
 * The embedded database in `<dataDir>/database`, or in memory for `null`. It survives the death of the process, not a power cut.
 * Throws `FolderInUse` while another process has it open.
 */
export async function openPglite(dataDir: string | null): Promise<Database> {
  const unlock = dataDir === null ? () => undefined : lockDatabase(dataDir)
  const pglite = await PGlite.create(dataDir === null ? 'memory://' : join(dataDir, 'database')).catch((error: unknown) => {
    unlock()
    throw error
  })
  // One connection: PGlite has one session, and a second client would write into the transaction of the first.
  const connection = (): Record<string, unknown> => ({ ...createPgConfig(wholeQuestions(pglite) as PGlite) })
  const knex = createKnex({ client: 'pg', connection, pool: { min: 1, max: 1 }, acquireConnectionTimeout: 30_000 })
  return {
    knex,
    embedded: true,
    hints: localHints(),
    async close() {
      await knex.destroy()
      await pglite.close()
      unlock()
    },
  }
}

function lockDatabase(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return lockFolder(join(dataDir, 'database'))
}
