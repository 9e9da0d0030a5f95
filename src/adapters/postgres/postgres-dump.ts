import type { Knex } from 'knex'
import type { DatabaseDump, DumpedRow } from '../../application/ports/database-dump.ts'
import { DatabaseUnavailable } from '../../application/ports/database-unavailable.ts'
import type { Database } from './database.ts'
import { namingOutages } from './naming-outages.ts'

/** In the order in which they can be filled. Columns that the database makes itself are left out. */
const tables = [
  { table: 'users', order: 'id' },
  { table: 'api_tokens', order: 'id' },
  { table: 'drafts', order: 'user_id, image_id' },
  { table: 'es.data_keys', order: 'subject' },
  { table: 'es.streams', order: 'stream_id' },
  { table: 'es.events', order: 'position', made: 'category' },
] as const

const pageSize = 500

/**
 * By cursors in one snapshot, so that a log in use is written down as of one moment without holding up whoever appends. Every method throws
 * `DatabaseUnavailable` when the database cannot be reached.
 */
export function postgresDump({ knex }: Pick<Database, 'knex'>): DatabaseDump {
  const dump: DatabaseDump = {
    read: (take) =>
      knex.transaction(
        async (trx) => {
          for (const one of tables) await readTable(trx, one, take)
          const { rows } = await trx.raw<{ rows: { position: string }[] }>('select coalesce(max(position), 0) as position from es.events')
          return { schema: await schemaOf(trx), position: BigInt(rows[0]?.position ?? 0) }
        },
        { isolationLevel: 'repeatable read', readOnly: true },
      ),
    load: (rows) => knex.transaction((trx) => load(trx, rows)),
    schema: () => schemaOf(knex),
    async noteBackup(takenAt, position) {
      await knex('es.backups')
        .insert({ taken_at: takenAt, position: String(position) })
        .onConflict('taken_at')
        .ignore()
    },
    async lastBackupAt() {
      const row = await knex('es.backups').max<{ last: Date | null }>('taken_at as last').first()
      return row?.last?.toISOString() ?? null
    },
  }
  return namingOutages(dump, (reason) => new DatabaseUnavailable(reason))
}

async function readTable(trx: Knex.Transaction, one: (typeof tables)[number], take: (row: DumpedRow) => Promise<void>): Promise<void> {
  const { table, order } = one
  const without = 'made' in one ? ` - '${one.made}'` : ''
  await trx.raw(`declare dump no scroll cursor for select (to_jsonb(t)${without})::text as row from ${table} t order by ${order}`)
  for (let full = true; full;) {
    const { rows } = await trx.raw<{ rows: { row: string }[] }>(`fetch ${pageSize} from dump`)
    for (const { row } of rows) await take({ table, row })
    full = rows.length === pageSize
  }
  await trx.raw('close dump')
}

async function schemaOf(db: Knex): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>('select name from schema_migrations order by name')
  return rows.map(({ name }) => name)
}

async function load(trx: Knex.Transaction, rows: AsyncIterable<DumpedRow>): Promise<'loaded' | 'not-empty'> {
  await trx.raw('set local statement_timeout = 0')
  await trx.raw('set local idle_in_transaction_session_timeout = 0')
  await trx.raw('lock table es.events, users in exclusive mode')
  const { rows: found } = await trx.raw<{ rows: { used: boolean }[] }>(
    'select exists (select from es.events) or exists (select from users) as used',
  )
  if (found[0]?.used !== false) return 'not-empty'
  // A start has made its own keys and marks; those of the copy come in their place, and tasks follow from the events once more.
  await trx.raw('delete from es.data_keys')
  await trx.raw('delete from es.checkpoints')
  await trx.raw('delete from es.tasks')
  for await (const page of pagesOf(rows)) await insert(trx, page)
  await trx.raw("select setval('es.position_seq', greatest((select coalesce(max(position), 0) from es.events), 1))")
  return 'loaded'
}

/** Pages of rows of one table with the same columns: a column that came later keeps its default. */
async function* pagesOf(rows: AsyncIterable<DumpedRow>): AsyncGenerator<{ readonly table: string; readonly rows: readonly string[] }> {
  let table = ''
  let page: string[] = []
  for await (const one of rows) {
    if (page.length > 0 && (one.table !== table || page.length === pageSize)) {
      yield { table, rows: page }
      page = []
    }
    table = one.table
    page.push(one.row)
  }
  if (page.length > 0) yield { table, rows: page }
}

async function insert(trx: Knex.Transaction, { table, rows }: { readonly table: string; readonly rows: readonly string[] }): Promise<void> {
  const known = tables.find((one) => one.table === table)
  if (known === undefined) throw new Error(`the dump has a table that this program does not know: ${table.slice(0, 60)}`)
  const columns = Object.keys(JSON.parse(rows[0] ?? '{}') as object)
  if (columns.some((column) => !/^[a-z_]+$/.test(column))) throw new Error(`the dump names columns of ${known.table} that cannot be`)
  const names = columns.join(', ')
  await trx.raw(`insert into ${known.table} (${names}) select ${names} from jsonb_populate_recordset(null::${known.table}, ?::jsonb)`, [
    `[${rows.join(',')}]`,
  ])
}
