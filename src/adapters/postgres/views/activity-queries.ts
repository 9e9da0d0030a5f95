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
  coalesce(sum(jobs) filter (where kind = 'generation'), 0) as generations, coalesce(sum(jobs) filter (where kind = 'edit'), 0) as edits,
  coalesce(sum(jobs) filter (where outcome = 'completed'), 0) as completed, coalesce(sum(jobs) filter (where outcome = 'failed'), 0) as failed,
  coalesce(sum(jobs) filter (where outcome = 'cancelled'), 0) as cancelled, coalesce(sum(jobs) filter (where outcome = 'open'), 0) as open,
  coalesce(sum(pictures), 0) as pictures`

const median = (column: string): string => `percentile_cont(0.5) within group (order by ${column})`

/**
 * One statement, so that all numbers are of one snapshot. Jobs are read once, and counted once by all that they are counted by: of a million
 * in two years there are a tenth as many `cells`. A retry counts as well whenever it was asked: also after the chosen days.
 */
const summarySql = `
  with chosen as (
    select id, kind, requested_at, scene, environment, aspect_ratio, quality_mode, outcome, code, pictures, wait_ms, engine_ms, total_ms
      from activity
     where (?::uuid is null or user_id = ?::uuid) and (?::uuid is null or character_id = ?::uuid)
       and (?::text is null or kind = ?::text) and (?::text is null or engine = ?::text)
       and (?::date is null or requested_at >= ?::date::timestamp at time zone 'UTC')
       and (?::date is null or requested_at < ?::date::timestamp at time zone 'UTC')
  ), cells as materialized (
    select (requested_at at time zone 'UTC')::date as day, kind, outcome, scene, environment, aspect_ratio, quality_mode,
           count(*) as jobs, sum(pictures) as pictures
      from chosen group by 1, 2, 3, 4, 5, 6, 7
  )
  select json_build_object(
    'totals', (select to_json(counted) from (select ${outcomes} from cells) counted),
    'days', (select coalesce(json_agg(to_json(counted) order by counted.day), '[]')
             from (select to_char(day, 'YYYY-MM-DD') as day, ${outcomes} from cells group by cells.day) counted),
    'durations', (select coalesce(json_agg(to_json(counted) order by counted.kind), '[]')
                  from (select kind, count(*) as jobs, percentile_cont(array[0.5, 0.95]) within group (order by total_ms) as total,
                               ${median('wait_ms')} as "medianWaitMs", ${median('engine_ms')} as "medianEngineMs"
                          from chosen where outcome = 'completed' group by kind) measured,
                       lateral (select kind, jobs, total[1] as "medianMs", total[2] as "p95Ms", "medianWaitMs", "medianEngineMs") counted),
    'failures', (select coalesce(json_agg(to_json(counted) order by counted.jobs desc, counted.code), '[]')
                 from (select code, count(*) as jobs, count(*) filter (where exists (
                                select from activity again where again.retry_of = chosen.id and again.outcome = 'completed')) as "retriedWell"
                         from chosen where outcome = 'failed' group by code) counted),
    'presets', (select coalesce(json_agg(to_json(counted) order by counted.preset, counted.jobs desc, counted.value), '[]')
                from (select p.preset, p.value, sum(cells.jobs) as jobs
                        from cells, lateral (values ('scene', scene), ('environment', environment), ('aspectRatio', aspect_ratio),
                                                    ('qualityMode', quality_mode)) p(preset, value)
                       where kind = 'generation' group by 1, 2) counted)
  ) as summary`
