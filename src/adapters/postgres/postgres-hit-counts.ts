import { DatabaseUnavailable } from '../../application/ports/database-unavailable.ts'
import type { HitCounts } from '../../application/ports/hit-counts.ts'
import type { Database } from './database.ts'
import { namingOutages } from './naming-outages.ts'

/** Windows that are over are swept by time; under a flood of keys, of which each is counted once, that would be too seldom. */
const addsBetweenSweeps = 500

/** Counts in fleet.counts, on the database's clock. Throws `DatabaseUnavailable` when it cannot be reached. */
export function postgresHitCounts({ knex }: Pick<Database, 'knex'>): HitCounts {
  let adds = 0
  const counts: HitCounts = {
    async add(key, hits, windowMs) {
      if (++adds % addsBetweenSweeps === 0) await knex.raw('delete from fleet.counts where ends_at < clock_timestamp()')
      const { rows } = await knex.raw<{ rows: CountRow[] }>(addSql, [key, hits, windowMs])
      const [row] = rows
      if (row === undefined) throw new Error('nothing was counted')
      return { hits: Number(row.hits), endsInMs: Number(row.ends_in_ms) }
    },
  }
  return namingOutages(counts, (reason) => new DatabaseUnavailable(reason))
}

type CountRow = { readonly hits: number; readonly ends_in_ms: string }

const addSql = `
  insert into fleet.counts as c (key, hits, ends_at) values (?, ?, clock_timestamp() + ? * interval '1 millisecond')
  on conflict (key) do update set
    hits = case when c.ends_at > clock_timestamp() then c.hits + excluded.hits else excluded.hits end,
    ends_at = case when c.ends_at > clock_timestamp() then c.ends_at else excluded.ends_at end
  returning hits, greatest(0, extract(epoch from ends_at - clock_timestamp()) * 1000) as ends_in_ms`
