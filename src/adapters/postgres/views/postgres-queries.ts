import type { Knex } from 'knex'
import type { GroupHealth, Queries, ViewChange, ViewsQuery } from '../../../projections/queries.ts'
import { ViewsUnavailable } from '../../../projections/projection.ts'
import type { Database } from '../database.ts'
import { namingOutages } from '../naming-outages.ts'
import { plannedOnce } from '../planned-once.ts'
import { activityQueries } from './activity-queries.ts'
import { charactersQueries } from './characters-queries.ts'
import { imagesQueries } from './images-queries.ts'
import { imagesView } from './images-view.ts'
import { jobStatusQueries } from './job-status-queries.ts'
import { jobStatusView } from './job-status-view.ts'
import { maskCoverageQueries } from './mask-coverage-queries.ts'
import type { VersionRecord } from './view-versions.ts'
import { columnsOf, int8, isId, readRow } from './view-table.ts'

/** Longest time between two looks at the position while somebody waits for it; hints only shorten it. */
const lookMs = 100

/**
 * Everything that can be seen. The views must have been opened once (`ViewStore.open`), by this process or another. Every query throws
 * `ViewsUnavailable` when the database cannot be reached.
 */
export function postgresQueries({ knex, hints }: Pick<Database, 'knex' | 'hints'>): Queries {
  const named = <Room extends object>(room: Room): Room => namingOutages(room, (reason) => new ViewsUnavailable(reason))
  return {
    images: named(imagesQueries(knex)),
    jobs: named(jobStatusQueries(knex)),
    characters: named(charactersQueries(knex)),
    maskCoverage: named(maskCoverageQueries(knex)),
    activity: named(activityQueries(knex)),
    views: named(viewsQueries(knex, (listener) => hints.on('rm_views', listener))),
  }
}

function viewsQueries(db: Knex, onMoved: ViewsQuery['onMoved']): ViewsQuery {
  // By name: once a later migration adds a column, a plan that is kept must not answer in another shape, or it fails for good.
  const shown = () =>
    db<VersionRecord>('rm.versions').where({ group_name: 'views', shown: true }).first('position', 'error').options(plannedOnce('shown'))
  const position = async (): Promise<bigint> => BigInt((await shown())?.position ?? 0)
  return {
    position,
    async isFaulted() {
      return ((await shown())?.error ?? null) !== null
    },
    async groups() {
      const { rows } = await db.raw<{ rows: GroupRecord[] }>(groupsSql)
      return rows.map(groupHealthOf)
    },
    onMoved,
    async waitFor(wanted, timeoutMs) {
      const endsAt = Date.now() + timeoutMs
      for (;;) {
        const reached = await position()
        const leftMs = endsAt - Date.now()
        if (reached >= wanted) return 0n
        if (leftMs <= 0) return wanted - reached
        await movedOrAfter(Math.min(leftMs, lookMs), onMoved)
      }
    },
    async changesAfter(ownerIds, after, limit) {
      const owners = ownerIds.filter(isId)
      if (owners.length === 0) return []
      const each = [String(after), limit]
      const { rows } = await db.raw<{ rows: ChangeRecord[] }>(changesSql, [owners, ...each, owners, ...each, limit])
      return rows.map(changeOf)
    },
  }
}

type GroupRecord = {
  readonly group_name: string
  readonly position: string
  readonly head: string
  readonly error: string | null
  readonly parked: string
  readonly rebuilding: boolean
}

/** Lag in positions of the log. One snapshot: a head that is read later would make a view look late that is not. */
const groupsSql = `
  select v.group_name, v.position, v.error, greatest(h.head, v.position) as head,
         (select count(*) from rm.parked p where p.subscription = v.subscription and p.accepted_at is null) as parked,
         exists (select from rm.versions o where o.group_name = v.group_name and not o.shown and o.opened_at > v.opened_at) as rebuilding
    from rm.versions v, (select coalesce(max(position), 0) as head from es.events) h
   where v.shown order by v.group_name desc`

const groupHealthOf = ({ group_name, position, head, error, parked, rebuilding }: GroupRecord): GroupHealth => ({
  group: group_name,
  position: BigInt(position),
  lag: BigInt(head) - BigInt(position),
  status: error === null ? (rebuilding ? 'rebuilding' : 'running') : 'faulted',
  error,
  parked: Number(parked),
})

type ChangeRecord = { readonly kind: 'image' | 'job'; readonly row: Readonly<Record<string, unknown>> }

function changeOf({ kind, row: record }: ChangeRecord): ViewChange {
  const position = int8(record['position'])
  return kind === 'image'
    ? { kind, position, row: readRow(imagesView.columns, record) }
    : { kind, position, row: readRow(jobStatusView.columns, record) }
}

/** Of each owner by itself, because only then the index gives them in order; a stream that resumes may have a whole gallery before it. */
const changesOf = (kind: ViewChange['kind'], view: string, columns: readonly string[]): string => `
  select '${kind}' as kind, position, to_jsonb(changed) as row
    from unnest(?::uuid[]) owner (id),
         lateral (select ${columns.join(', ')} from ${view} where user_id = owner.id and position > ? order by position limit ?) changed`

/** One statement, so one snapshot: read apart, a change between the two reads would be passed over for ever. */
const changesSql = `
  select kind, row from (
    (${changesOf('image', 'images', columnsOf(imagesView.columns))})
    union all
    (${changesOf('job', 'job_status', columnsOf(jobStatusView.columns))})
  ) change order by position limit ?`

function movedOrAfter(ms: number, onMoved: ViewsQuery['onMoved']): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
    const timer = setTimeout(done, ms)
    const unsubscribe = onMoved(done)
  })
}
