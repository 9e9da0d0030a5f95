import type { JobRow } from '../../../projections/job-status/job-status-query.ts'
import { columnsOf, instant, instantOrNull, int8, number, same, type ViewTable } from './view-table.ts'

const columns: ViewTable<JobRow>['columns'] = {
  id: same,
  batchId: same,
  userId: same,
  characterId: same,
  kind: same,
  state: same,
  attempt: number,
  backendId: same,
  engine: same,
  workflow: same,
  error: same,
  warnings: same,
  negativePromptUsed: same,
  hasNegativePrompt: same,
  sourceImageId: same,
  retryOf: same,
  nsfw: same,
  scene: same,
  environment: same,
  text: same,
  width: number,
  height: number,
  imageIds: same,
  requestedAt: instant,
  startedAt: instantOrNull,
  finishedAt: instantOrNull,
  updatedAt: instant,
  position: int8,
}

/** Table and stable view `job_status`. */
export const jobStatusView: ViewTable<JobRow> = {
  view: 'job_status',
  columns,
  derived: () => ({}),
  create: (table) => `
    create table ${table} (
      id uuid primary key,
      batch_id uuid not null,
      user_id uuid not null,
      character_id uuid not null,
      kind text not null check (kind in ('edit', 'generation')),
      state text not null check (state in ('queued', 'dispatching', 'running', 'cancelling', 'completed', 'failed', 'cancelled')),
      attempt int not null,
      backend_id text,
      engine text,
      workflow text not null,
      error jsonb,
      warnings text[] not null,
      negative_prompt_used boolean not null,
      has_negative_prompt boolean not null,
      source_image_id uuid,
      retry_of uuid,
      nsfw boolean not null,
      scene text,
      environment text,
      text text,
      width int not null,
      height int not null,
      image_ids uuid[] not null,
      requested_at timestamptz(3) not null,
      started_at timestamptz(3),
      finished_at timestamptz(3),
      updated_at timestamptz(3) not null,
      position bigint not null
    )`,
  indexes: (table) => {
    const name = table.replace('rm.', '')
    return [
      `create index if not exists ${name}_owner on ${table} (user_id, requested_at desc, id desc)`,
      `create index if not exists ${name}_character on ${table} (user_id, character_id, requested_at desc, id desc)`,
      `create index if not exists ${name}_active on ${table} (user_id, requested_at desc, id desc)
         where state in ('queued', 'dispatching', 'running', 'cancelling')`,
      `create index if not exists ${name}_line on ${table} (requested_at, id) where state in ('queued', 'dispatching')`,
      `create index if not exists ${name}_changes on ${table} (user_id, position)`,
      `create index if not exists ${name}_durations on ${table} (user_id, kind, finished_at desc) where state = 'completed'`,
      // One of a million: metrics count them at each reading.
      `create index if not exists ${name}_quarantined on ${table} (id) where error ->> 'code' = 'quarantined'`,
    ]
  },
  // An edit has the flag of its source, which cannot change: the picture's row is the one place that knows.
  select: (table, tableOf) => {
    const names = columnsOf(columns).map((name) => (name === 'nsfw' ? 'job.nsfw or coalesce(source.nsfw, false) as nsfw' : `job.${name}`))
    return `select ${names.join(', ')} from ${table} job left join ${tableOf('images')} source on source.id = job.source_image_id`
  },
}
