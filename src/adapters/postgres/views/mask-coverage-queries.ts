import type { Knex } from 'knex'
import type { CoverageSummary, MaskCoverageQuery } from '../../../projections/mask-coverage/mask-coverage-query.ts'
import { isId } from './view-table.ts'

const noEdits: CoverageSummary = {
  edits: 0,
  coveredPixels: 0,
  totalPixels: 0,
  buckets: Array.from({ length: 20 }, () => 0),
  tenths: [],
  days: [],
}

/** The coverage view, summed. Without a user it answers about everybody. */
export function maskCoverageQueries(db: Knex): MaskCoverageQuery {
  return {
    async summary({ userId, from, to, characterId }) {
      if ([userId, characterId].some((id) => typeof id === 'string' && !isId(id))) return noEdits
      const asked = [userId, userId, characterId ?? null, characterId ?? null, from ?? null, from ?? null, to ?? null, to ?? null]
      const { rows } = await db.raw<{ rows: { summary: CoverageSummary }[] }>(summarySql, asked)
      return rows[0]?.summary ?? noEdits
    },
  }
}

/** One statement, so that all numbers are of one snapshot. Sums of bigints are numerics, which JSON carries as numbers. */
const summarySql = `
  with chosen as materialized (
    select * from mask_coverage
     where (?::uuid is null or user_id = ?::uuid) and (?::uuid is null or character_id = ?::uuid)
       and (?::date is null or day >= ?::date) and (?::date is null or day < ?::date)
  )
  select json_build_object(
    'edits', (select coalesce(sum(edits), 0) from chosen),
    'coveredPixels', (select coalesce(sum(covered_pixels), 0) from chosen),
    'totalPixels', (select coalesce(sum(total_pixels), 0) from chosen),
    'buckets', (select json_agg(coalesce(counted.edits, 0) order by wanted.bucket) from generate_series(1, 20) wanted(bucket)
                left join (select u.bucket, sum(u.edits) as edits from chosen, unnest(chosen.buckets) with ordinality u(edits, bucket) group by 1) counted
                  on counted.bucket = wanted.bucket),
    'tenths', (select coalesce(json_agg(json_build_object('tenth', tenth, 'edits', edits) order by tenth), '[]')
               from (select t.key::int as tenth, sum(t.value::int) as edits from chosen, jsonb_each_text(chosen.tenths) t group by 1) counted),
    'days', (select coalesce(json_agg(json_build_object('day', day, 'edits', edits, 'coveredPixels', covered, 'totalPixels', total) order by day), '[]')
             from (select to_char(day, 'YYYY-MM-DD') as day, sum(edits) as edits, sum(covered_pixels) as covered, sum(total_pixels) as total
                     from chosen group by 1) counted)
  ) as summary`
