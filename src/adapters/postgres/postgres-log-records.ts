import type { Knex } from 'knex'
import { EventStoreUnavailable } from '../../application/ports/event-store.ts'
import type { KeyRecord, LogRecord, LogRecords, TaskRecord } from '../../application/ports/log-records.ts'
import type { Database } from './database.ts'
import { logFaults, logStats } from './log-checks.ts'
import { namingOutages } from './naming-outages.ts'

/** The tables of `es`, for the operator; see the port. */
export function postgresLogRecords({ knex, hints }: Pick<Database, 'knex' | 'hints'>): LogRecords {
  const records: LogRecords = {
    async page(after, limit) {
      const { rows } = await knex.raw<{ rows: EventRecord[] }>(pageSql, [String(after), limit])
      return rows.map(recordOf)
    },
    async keys() {
      const { rows } = await knex.raw<{ rows: KeyRecord[] }>(keysSql)
      return rows
    },
    restore: (keys, pages) => knex.transaction((trx) => restore(trx, keys, pages)),
    faults: () => logFaults(knex),
    stats: () => logStats(knex),
    async streamsOfCharacter(characterId) {
      const { rows } = await unhurried<{ stream_id: string }>(knex, streamsSql, [characterId])
      return rows.map(({ stream_id }) => stream_id)
    },
    async charactersOf(ownerId) {
      const { rows } = await unhurried<{ id: string }>(knex, charactersSql, [ownerId])
      return rows.map(({ id }) => id)
    },
    async tasks({ done, limit }) {
      const { rows } = await knex.raw<{ rows: TaskRecord[] }>(tasksSql, [done, limit])
      return rows
    },
    async retryTask(taskId) {
      const due = { state: 'ready', run_at: knex.raw('clock_timestamp()'), claimed_by: null, claimed_until: null, expiries: 0 }
      // A new epoch: whoever still holds the old claim finds it gone.
      const changed = await knex('es.tasks')
        .where({ task_id: taskId })
        .whereNot({ state: 'done' })
        .update({ ...due, epoch: knex.raw('epoch + 1') })
      if (changed > 0) hints.send('es_tasks')
      return changed > 0
    },
  }
  return namingOutages(records, (reason) => new EventStoreUnavailable(reason))
}

type EventRecord = {
  readonly position: string
  readonly stream_id: string
  readonly revision: string
  readonly event_id: string
  readonly type: string
  readonly schema_version: number
  readonly data: object
  readonly meta: object
  readonly recorded_at: string
}

const recordOf = (row: EventRecord): LogRecord => ({
  position: BigInt(row.position),
  stream: row.stream_id,
  revision: BigInt(row.revision),
  eventId: row.event_id,
  type: row.type,
  schemaVersion: row.schema_version,
  data: row.data,
  meta: row.meta,
  recordedAt: row.recorded_at,
})

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const pageSql = `
  select position, stream_id, revision, event_id, type, schema_version, data, meta, ${iso('recorded_at')} as recorded_at
  from es.events where position > ? order by position limit ?`

const keysSql = `
  select subject, encode(wrapped_key, 'base64') as "wrappedKey", ${iso('destroyed_at')} as "destroyedAt" from es.data_keys order by subject`

const streamsSql = `
  select distinct stream_id from es.events
   where data->>'characterId' = ? and (type in ('GenerationRequested', 'InpaintRequested', 'ImageAssetCreated') or category = 'character')
   order by stream_id`

const charactersSql = `select distinct data->>'characterId' as id from es.events where type = 'CharacterCreated' and data->>'ownerId' = ? order by id`

const tasksSql = `
  select task_id as "taskId", kind, job_id as "jobId", job_kind as "jobKind", state, ${iso('run_at')} as "runAt",
         claimed_by as "claimedBy", ${iso('claimed_until')} as "claimedUntil", expiries
    from es.tasks where state <> 'done' or ? order by enqueued desc limit ?`

/** An operator's question may go through the whole log, which takes longer than the daily work's limit. */
async function unhurried<Row>(knex: Knex, sql: string, values: readonly string[]): Promise<{ readonly rows: readonly Row[] }> {
  return knex.transaction(async (trx) => {
    await trx.raw('set local statement_timeout = 0')
    return trx.raw<{ rows: Row[] }>(sql, [...values])
  })
}

async function restore(
  trx: Knex.Transaction,
  keys: readonly KeyRecord[],
  pages: AsyncIterable<readonly LogRecord[]>,
): Promise<'restored' | 'not-empty'> {
  await trx.raw('set local statement_timeout = 0')
  await trx.raw('set local idle_in_transaction_session_timeout = 0')
  await trx.raw("select pg_advisory_xact_lock('es.events'::regclass::oid::bigint)")
  const { rows } = await trx.raw<{ rows: unknown[] }>('select from es.events limit 1')
  if (rows.length > 0) return 'not-empty'
  await trx.raw(
    `insert into es.data_keys (subject, wrapped_key, destroyed_at)
     select subject, decode("wrappedKey", 'base64'), "destroyedAt"
       from jsonb_to_recordset(?::jsonb) as key(subject text, "wrappedKey" text, "destroyedAt" timestamptz)`,
    [JSON.stringify(keys)],
  )
  for await (const page of pages) await writeRecords(trx, page)
  return 'restored'
}

/** Events of another log at their own places, with what hangs on them: the heads of their streams, and the next position. */
export async function writeRecords(trx: Knex.Transaction, page: readonly LogRecord[]): Promise<void> {
  const last = page.at(-1)
  if (last === undefined) return
  const json = JSON.stringify(page, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  await trx.raw(insertSql, [json])
  await trx.raw(streamHeadsSql, [json])
  await trx.raw("select setval('es.position_seq', ?::bigint)", [String(last.position)])
}

const insertSql = `
  insert into es.events (position, stream_id, revision, event_id, type, schema_version, data, meta, recorded_at)
  select position, stream, revision, "eventId", type, "schemaVersion", data, meta, "recordedAt"
    from jsonb_to_recordset(?::jsonb) as event(position bigint, stream text, revision bigint, "eventId" uuid, type text, "schemaVersion" smallint,
         data jsonb, meta jsonb, "recordedAt" timestamptz)`

const streamHeadsSql = `
  insert into es.streams (stream_id, revision)
  select stream, max(revision) from jsonb_to_recordset(?::jsonb) as event(stream text, revision bigint) group by stream
  on conflict (stream_id) do update set revision = excluded.revision`
