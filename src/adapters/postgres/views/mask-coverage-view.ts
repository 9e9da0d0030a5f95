import type { MaskCoverageRow } from '../../../projections/mask-coverage/mask-coverage-query.ts'
import { day, int8, number, same, type ViewTable } from './view-table.ts'

/** Table and stable view `mask_coverage`: one row a day, owner and character. */
export const maskCoverageView: ViewTable<MaskCoverageRow> = {
  view: 'mask_coverage',
  idType: 'text',
  columns: {
    id: same,
    day,
    userId: same,
    characterId: same,
    edits: number,
    coveredPixels: number,
    totalPixels: number,
    buckets: same,
    tenths: same,
    position: int8,
  },
  derived: () => ({}),
  create: (table) => `
    create table ${table} (
      id text collate "C" primary key,
      day date not null,
      user_id uuid not null,
      character_id uuid not null,
      edits int not null check (edits > 0),
      covered_pixels bigint not null,
      total_pixels bigint not null,
      buckets int[] not null check (cardinality(buckets) = 20),
      tenths jsonb not null,
      position bigint not null
    )`,
  indexes: (table) => {
    const name = table.replace('rm.', '')
    return [
      `create index if not exists ${name}_owner on ${table} (user_id, day)`,
      `create index if not exists ${name}_day on ${table} (day)`,
    ]
  },
  select: (table) => `select * from ${table}`,
}
