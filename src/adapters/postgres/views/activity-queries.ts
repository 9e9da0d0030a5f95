import type { Knex } from 'knex'
import type { ActivityQuery, ActivitySummary } from '../../../projections/activity/activity-query.ts'
import { isId } from './view-table.ts'

const nothing: ActivitySummary = {
  totals: { generations: 0, edits: 0, completed: 0, failed: 0, cancelled: 0, open: 0, pictures: 0 },
  days: [],
  durations: [],
  failures: [],
  presets: [],
}

/** The activity view, counted. Without a user it answers about everybody. */
export function activityQueries(db: Knex): ActivityQuery {
  return {
    async summary({ userId, from, to, characterId, kind, engine }) {
      if ([userId, characterId].some((id) => typeof id === 'string' && !isId(id))) return nothing
      const filters = [userId, characterId ?? null, kind ?? null, engine ?? null, from ?? null, to ?? null]
      const { rows } = await db.raw<{ rows: { summary: ActivitySummary }[] }>(
        summarySql,
        filters.flatMap((value) => [value, value]),
      )
      return rows[0]?.summary ?? nothing
    },
  }
}

const outcomes = `
  count(*) filter (where kind = 'generation') as generations, count(*) filter (where kind = 'edit') as edits,
  count(*) filter (where outcome = 'completed') as completed, count(*) filter (where outcome = 'failed') as failed,
  count(*) filter (where outcome = 'cancelled') as cancelled, count(*) filter (where outcome = 'open') as open,
  coalesce(sum(pictures), 0) as pictures`

const median = (column: string): string => `percentile_cont(0.5) within group (order by ${column})`

/** One statement, so that all numbers are of one snapshot. A retry counts as well whenever it was asked: also after the chosen days. */
const summarySql = `
  with chosen as materialized (
    select id, kind, engine, scene, environment, aspect_ratio, quality_mode, outcome, code, pictures, wait_ms, engine_ms, total_ms,
           (requested_at at time zone 'UTC')::date as day
      from activity
     where (?::uuid is null or user_id = ?::uuid) and (?::uuid is null or character_id = ?::uuid)
       and (?::text is null or kind = ?::text) and (?::text is null or engine = ?::text)
       and (?::date is null or requested_at >= ?::date::timestamp at time zone 'UTC')
       and (?::date is null or requested_at < ?::date::timestamp at time zone 'UTC')
  )
  select json_build_object(
    'totals', (select to_json(counted) from (select ${outcomes} from chosen) counted),
    'days', (select coalesce(json_agg(to_json(counted) order by counted.day), '[]')
             from (select to_char(day, 'YYYY-MM-DD') as day, ${outcomes} from chosen group by chosen.day) counted),
    'durations', (select coalesce(json_agg(to_json(counted) order by counted.kind), '[]')
                  from (select kind, count(*) as jobs, ${median('total_ms')} as "medianMs",
                               percentile_cont(0.95) within group (order by total_ms) as "p95Ms",
                               ${median('wait_ms')} as "medianWaitMs", ${median('engine_ms')} as "medianEngineMs"
                          from chosen where outcome = 'completed' group by kind) counted),
    'failures', (select coalesce(json_agg(to_json(counted) order by counted.jobs desc, counted.code), '[]')
                 from (select code, count(*) as jobs, count(*) filter (where exists (
                                select from activity again where again.retry_of = chosen.id and again.outcome = 'completed')) as "retriedWell"
                         from chosen where outcome = 'failed' group by code) counted),
    'presets', (select coalesce(json_agg(to_json(counted) order by counted.preset, counted.jobs desc, counted.value), '[]')
                from (select p.preset, p.value, count(*) as jobs
                        from chosen, lateral (values ('scene', scene), ('environment', environment), ('aspectRatio', aspect_ratio),
                                                     ('qualityMode', quality_mode)) p(preset, value)
                       where kind = 'generation' group by 1, 2) counted)
  ) as summary`
