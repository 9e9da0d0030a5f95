import type { Knex } from 'knex'
import type { LogStats, RecordFault } from '../../application/ports/log-records.ts'

/** What must hold in the tables of the log, whoever has written into them. */
export async function logFaults(knex: Knex): Promise<readonly RecordFault[]> {
  return knex.transaction(async (trx) => {
    await trx.raw('set local statement_timeout = 0')
    const { rows } = await trx.raw<{ rows: RecordFault[] }>(faultsSql)
    return rows
  })
}

export async function logStats(knex: Knex): Promise<LogStats> {
  return knex.transaction(async (trx) => {
    await trx.raw('set local statement_timeout = 0')
    const { rows } = await trx.raw<{ rows: { stats: Omit<LogStats, 'head'> & { readonly head: number } }[] }>(statsSql)
    const stats = rows[0]?.stats
    if (stats === undefined) throw new Error('the database answered without a row')
    return { ...stats, head: BigInt(stats.head) }
  })
}

const faultsSql = `
  with stored as materialized (
    select stream_id, count(*) as events, min(revision) as first, max(revision) as last from es.events group by stream_id
  ), head as (select coalesce(max(position), 0) as position from es.events)
  select 'revision-gap' as fault, stream_id as about from stored where first <> 0 or last <> events - 1
  union all
  select 'stream-head', coalesce(s.stream_id, stored.stream_id) from es.streams s full join stored on stored.stream_id = s.stream_id
   where coalesce(s.revision, -1) <> coalesce(stored.last, -1)
  union all
  select distinct 'order', stream_id from (
    select stream_id, revision, lag(revision) over (partition by stream_id order by position) as before from es.events) placed
   where before is not null and revision <= before
  union all
  select 'checkpoint-beyond-head', c.subscription from es.checkpoints c, head where c.position > head.position
  union all
  select 'checkpoint-beyond-head', v.subscription from rm.versions v, head where v.position > head.position
  union all
  select 'sequence-behind', 'es.position_seq' from es.position_seq q, head where head.position > q.last_value
  union all
  select 'not-append-only', wanted.name from (values ('events_append_only'), ('events_never_truncated')) wanted(name)
   where not exists (select from pg_trigger t where t.tgrelid = 'es.events'::regclass and t.tgname = wanted.name and t.tgenabled in ('O', 'A'))`

const statsSql = `
  select json_build_object(
    'events', (select count(*) from es.events),
    'head', (select coalesce(max(position), 0) from es.events),
    'firstAt', (select to_char(min(recorded_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from es.events),
    'lastAt', (select to_char(max(recorded_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from es.events),
    'bytes', pg_total_relation_size('es.events'),
    'types', (select coalesce(json_agg(json_build_object('type', type, 'events', events) order by events desc, type), '[]')
              from (select type, count(*) as events from es.events group by type) counted),
    'categories', (select coalesce(json_agg(json_build_object('category', category, 'streams', streams) order by streams desc, category), '[]')
                   from (select split_part(stream_id, '-', 1) as category, count(*) as streams from es.streams group by 1) counted),
    'tasks', (select coalesce(json_agg(json_build_object('state', state, 'tasks', tasks) order by state), '[]')
              from (select state, count(*) as tasks from es.tasks group by state) counted),
    'keys', (select json_build_object('kept', count(wrapped_key), 'destroyed', count(destroyed_at)) from es.data_keys)
  ) as stats`
