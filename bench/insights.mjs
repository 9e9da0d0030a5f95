import pg from 'pg'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { postgresQueries } from '../dist/src/adapters/postgres/views/postgres-queries.js'
import { postgresViewStore } from '../dist/src/adapters/postgres/views/postgres-view-store.js'
import { insights } from '../dist/src/projections/views.js'
import { quiet } from './append.mjs'

const user = '11111111-1111-4111-8111-111111111111'

/** Milliseconds, median of five, of one owner's summary for a month, among so many jobs of a hundred owners over three years. */
export async function benchInsights(url, jobs) {
  const database = openPostgres(url, { log: quiet, poolSize: 4 })
  await migrate(database, 'src/adapters/postgres/migrations')
  await postgresViewStore(database).open(insights)
  await fill(url, jobs)
  const { activity } = postgresQueries(database)
  const filter = { userId: user, from: '2028-06-01', to: '2028-07-01' } // the day after the last one
  const expected = completedIn(Date.UTC(2028, 5, 1), Date.UTC(2028, 6, 1), jobs)
  const figures = []
  for (let run = 0; run < 6; run++) {
    const from = performance.now()
    const { totals } = await activity.summary(filter)
    if (totals.completed !== expected) throw new Error(`the month has ${expected} completed jobs, and ${totals.completed} were counted`)
    figures.push(performance.now() - from)
  }
  await database.close()
  return Math.round(figures.slice(1).sort((a, b) => a - b)[2] * 10) / 10
}

/** Of the owner's jobs in that time, those that `fill` says completed; with few jobs a month may have none. */
function completedIn(fromMs, untilMs, jobs) {
  let completed = 0
  for (let n = 100; n <= jobs; n += 100) {
    const atMs = Date.UTC(2027, 0, 1) + Math.round(n * ((3 * 365 * 86_400_000) / jobs))
    if (atMs >= fromMs && atMs < untilMs && (n / 100) % 20 !== 0) completed++
  }
  return completed
}

/** Straight into the view's table: what is measured is reading it. */
async function fill(url, jobs) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `select relname from pg_class join pg_namespace n on n.oid = relnamespace where n.nspname = 'rm' and relkind = 'r' and relname like 'activity%'`,
  )
  await client.query(
    `insert into rm.${rows[0].relname}
       (id, user_id, character_id, kind, requested_at, workflow, engine, scene, environment, aspect_ratio, quality_mode, outcome, code,
        attempts, pictures, wait_ms, engine_ms, total_ms, position)
     select gen_random_uuid(), case when n % 100 = 0 then '${user}'::uuid else md5((n % 100)::text)::uuid end, md5('c' || n % 500)::uuid,
            'generation', timestamptz '2027-01-01Z' + n * interval '1 second' * (3 * 365 * 86400.0 / $1), 'z-image-turbo', 'preview',
            'beach_day', 'beach', '1:1', 'draft', case when n % 20 = 0 then 'failed' else 'completed' end,
            case when n % 20 = 0 then 'engine-error' end, 1, 1, n % 900, 1000 + n % 5000, 1500 + n % 6000, n
       from generate_series(1, $1::bigint) n`.replaceAll('n % 20 = 0', '(n / 100) % 20 = 0'),
    [jobs],
  )
  await client.query(`analyze rm.${rows[0].relname}`)
  await client.end()
}
