import type { ActivityRow } from '../../../projections/activity/activity-query.ts'
import { instant, int8, number, numberOrNull, same, type ViewTable } from './view-table.ts'

/** Table and stable view `activity`: one row a job, numbers only. */
export const activityView: ViewTable<ActivityRow> = {
  view: 'activity',
  columns: {
    id: same,
    userId: same,
    characterId: same,
    kind: same,
    requestedAt: instant,
    workflow: same,
    engine: same,
    scene: same,
    environment: same,
    aspectRatio: same,
    qualityMode: same,
    outcome: same,
    code: same,
    attempts: number,
    retryOf: same,
    pictures: number,
    waitMs: numberOrNull,
    engineMs: numberOrNull,
    totalMs: numberOrNull,
    position: int8,
  },
  derived: () => ({}),
  create: (table) => `
    create table ${table} (
      id uuid primary key,
      user_id uuid not null,
      character_id uuid not null,
      kind text not null check (kind in ('edit', 'generation')),
      requested_at timestamptz(3) not null,
      workflow text not null,
      engine text,
      scene text check ((kind = 'generation') = (scene is not null)),
      environment text,
      aspect_ratio text,
      quality_mode text,
      outcome text not null check (outcome in ('open', 'completed', 'failed', 'cancelled')),
      code text check ((outcome = 'failed') = (code is not null)),
      attempts int not null,
      retry_of uuid,
      pictures int not null,
      wait_ms bigint,
      engine_ms bigint,
      total_ms bigint check ((outcome = 'open') = (total_ms is null)),
      position bigint not null
    )`,
  indexes: (table) => {
    const name = table.replace('rm.', '')
    return [
      `create index if not exists ${name}_owner on ${table} (user_id, requested_at)`,
      `create index if not exists ${name}_requested on ${table} (requested_at)`,
      `create index if not exists ${name}_retries on ${table} (retry_of) where retry_of is not null`,
    ]
  },
  select: (table) => `select * from ${table}`,
}
