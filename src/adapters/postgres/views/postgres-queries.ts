import type { Knex } from 'knex'
import type { Queries, ViewChange, ViewsQuery } from '../../../projections/queries.ts'
import { ViewsUnavailable } from '../../../projections/projection.ts'
import type { Database } from '../database.ts'
import { namingOutages } from '../naming-outages.ts'
import { charactersQueries } from './characters-queries.ts'
import { imagesQueries } from './images-queries.ts'
import { imagesView } from './images-view.ts'
import { jobStatusQueries } from './job-status-queries.ts'
import { jobStatusView } from './job-status-view.ts'
import type { VersionRecord } from './postgres-view-store.ts'
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
    views: named(viewsQueries(knex, (listener) => hints.on('rm_views', listener))),
  }
}

function viewsQueries(db: Knex, onMoved: ViewsQuery['onMoved']): ViewsQuery {
  const shown = () => db<VersionRecord>('rm.versions').where({ group_name: 'views', shown: true }).first()
  const position = async (): Promise<bigint> => BigInt((await shown())?.position ?? 0)
  return {
    position,
    async isFaulted() {
      return ((await shown())?.error ?? null) !== null
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
    async changesAfter(ownerId, after, limit) {
      if (!isId(ownerId)) return []
      const { rows } = await db.raw<{ rows: ChangeRecord[] }>(changesSql, [
        ownerId,
        String(after),
        limit,
        ownerId,
        String(after),
        limit,
        limit,
      ])
      return rows.map(changeOf)
    },
  }
}

type ChangeRecord = { readonly kind: 'image' | 'job'; readonly row: Readonly<Record<string, unknown>> }

function changeOf({ kind, row: record }: ChangeRecord): ViewChange {
  const position = int8(record['position'])
  return kind === 'image'
    ? { kind, position, row: readRow(imagesView.columns, record) }
    : { kind, position, row: readRow(jobStatusView.columns, record) }
}

/** One statement, so one snapshot: read apart, a change between the two reads would be passed over for ever. */
const changesSql = `
  select kind, row from (
    (select 'image' as kind, position, to_jsonb(image) as row
       from (select ${columnsOf(imagesView.columns).join(', ')} from images where user_id = ? and position > ? order by position limit ?) image)
    union all
    (select 'job' as kind, position, to_jsonb(job) as row
       from (select ${columnsOf(jobStatusView.columns).join(', ')} from job_status where user_id = ? and position > ? order by position limit ?) job)
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
