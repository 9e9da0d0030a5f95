import type { Knex } from 'knex'
import type { JobRow, JobsQuery } from '../../../projections/job-status/job-status-query.ts'
import { askedTogether } from '../asked-together.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { jobStatusView } from './job-status-view.ts'
import { columnsOf, isId, readRow } from './view-table.ts'

const columns = columnsOf(jobStatusView.columns)
const jobOf = (record: Readonly<Record<string, unknown>>): JobRow => readRow(jobStatusView.columns, record)

const live = "state in ('queued', 'dispatching', 'running', 'cancelling')"
const inLine = "state in ('queued', 'dispatching')"

/** As the partial index says it, word for word: the planner takes it for nothing else. */
export const quarantinedSql = `select count(*) as jobs from job_status where error ->> 'code' = 'quarantined'`

/** The job view, asked. Every answer with rows is the owner's alone; the numbers about the line are about everybody. */
export function jobStatusQueries(db: Knex): JobsQuery {
  const rowsOf = (ownerId: string) =>
    db<Record<string, unknown>>('job_status').select<Record<string, unknown>[]>(columns).where('user_id', ownerId)
  const jobById = askedTogether((ids) => jobsById(db, ids))
  return {
    async find(ownerId, id) {
      if (!isId(ownerId) || !isId(id)) return null
      const job = await jobById(id)
      return job?.userId === ownerId ? job : null
    },
    async list(ownerId, { active, characterId, limit, cursor }) {
      if (!isId(ownerId) || (characterId !== undefined && !isId(characterId))) return { rows: [], nextCursor: null }
      const query = rowsOf(ownerId).orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      if (active === true) query.whereRaw(live)
      if (characterId !== undefined) query.where({ character_id: characterId })
      const place = placeOf('jobs', cursor)
      if (place !== null) query.whereRaw('(requested_at, id) < (?::timestamptz, ?::uuid)', [place.at, place.id])
      const rows = (await query.limit(limit + 1)).map(jobOf)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        rows: shown,
        nextCursor: last !== undefined && rows.length > limit ? cursorOf('jobs', { at: last.requestedAt, id: last.id }) : null,
      }
    },
    async waiting(ownerId) {
      if (!isId(ownerId)) return { own: 0, all: 0, asOf: 0n }
      // One statement, so one snapshot: read apart, a job could be missing from the count and yet lie below the position.
      const { rows } = await db.raw<{ rows: { own: string; all: string; as_of: string | null }[] }>(
        `select count(*) filter (where user_id = ?) as own, count(*) as all,
                (select position from rm.versions where group_name = 'views' and shown) as as_of
           from job_status where ${inLine}`,
        [ownerId],
      )
      return { own: Number(rows[0]?.own ?? 0), all: Number(rows[0]?.all ?? 0), asOf: BigInt(rows[0]?.as_of ?? 0) }
    },
    line: () => lineIn(db),
    async quarantined() {
      const { rows } = await db.raw<{ rows: { jobs: string }[] }>(quarantinedSql)
      return Number(rows[0]?.jobs ?? 0)
    },
    placeInLine: async (id) => (isId(id) ? placeOfJob(db, id) : null),
    async typicalSeconds(ownerId, kind) {
      if (!isId(ownerId)) return null
      const { rows } = await db.raw<{ rows: { median: number | null }[] }>(
        `select percentile_cont(0.5) within group (order by extract(epoch from finished_at - started_at)) as median
           from (select started_at, finished_at from job_status
                  where user_id = ? and kind = ? and state = 'completed' order by finished_at desc limit 50) latest`,
        [ownerId, kind],
      )
      const median = rows[0]?.median ?? null
      return median === null ? null : Number(median)
    },
  }
}

/** Of whomever they are. */
async function jobsById(db: Knex, ids: readonly string[]): Promise<ReadonlyMap<string, JobRow>> {
  const { rows } = await db.raw<{ rows: Record<string, unknown>[] }>(byIdSql, [[...ids]])
  return new Map(rows.map(jobOf).map((job) => [job.id, job]))
}

const byIdSql = `select ${columns.join(', ')} from job_status where id = any(?::uuid[])`

async function placeOfJob(db: Knex, id: string): Promise<number | null> {
  const { rows } = await db.raw<{ rows: { before: string }[] }>(
    `select (select count(*) from job_status other
              where other.state = 'queued' and (other.requested_at, other.id) < (job.requested_at, job.id)) as before
       from job_status job where job.id = ? and job.state = 'queued'`,
    [id],
  )
  return rows[0] === undefined ? null : Number(rows[0].before)
}

async function lineIn(db: Knex): ReturnType<JobsQuery['line']> {
  const { rows } = await db.raw<{ rows: LineRecord[] }>(
    `select state, count(*) as jobs, min(requested_at) filter (where state = 'queued') as oldest from job_status where ${live} group by state`,
  )
  const jobsIn = (state: string): number => Number(rows.find((row) => row.state === state)?.jobs ?? 0)
  const oldest = rows.find(({ state }) => state === 'queued')?.oldest ?? null
  return {
    inState: {
      queued: jobsIn('queued'),
      dispatching: jobsIn('dispatching'),
      running: jobsIn('running'),
      cancelling: jobsIn('cancelling'),
    },
    oldestQueuedAt: oldest === null ? null : new Date(oldest).toISOString(),
  }
}

type LineRecord = { readonly state: string; readonly jobs: string; readonly oldest: Date | string | null }
