import createKnex from 'knex'
import type { Log } from '../../application/ports/log.ts'
import { sessionLimits, type Database } from './database.ts'
import { networkHints } from './network-hints.ts'

/**
 * How questions are planned. A page that lies anywhere costs what its neighbour does on every disk of today; by the planner's own figure,
 * a page of a small gallery is sorted out of the whole table. No question runs so long that compiling it would pay. And the hundred thousand
 * ids of a search are found and sorted in memory: with the usual 4 MB only the pages are kept in which they lie, and all there is read again.
 */
const planning = '-c random_page_cost=1.1 -c jit=off -c work_mem=16MB'

/** A PostgreSQL server, version 15 or newer. Connects on first use. */
export function openPostgres(url: string, options: { readonly log: Pick<Log, 'warn'>; readonly poolSize?: number }): Database {
  const knex = createKnex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'persona-studio',
      statement_timeout: sessionLimits.statementMs,
      options: `-c lock_timeout=${sessionLimits.lockMs} ${planning}`,
      idle_in_transaction_session_timeout: sessionLimits.idleInTransactionMs,
      connectionTimeoutMillis: 10_000,
    },
    pool: { min: 0, max: options.poolSize ?? 10 },
    acquireConnectionTimeout: 10_000,
    log: { warn: (message: unknown) => options.log.warn('the database pool warns', { error: String(message) }) },
  })
  const hints = networkHints(url, knex, options.log)
  return {
    knex,
    embedded: false,
    hints,
    async close() {
      await hints.close()
      await knex.destroy()
    },
  }
}
