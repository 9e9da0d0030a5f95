import type { Knex } from 'knex'
import type { ProjectionGroup } from '../../../projections/projection.ts'
import type { Comparison, ParkedEvent, ViewRebuilds } from '../../../projections/rebuild.ts'
import type { Database } from '../database.ts'
import { postgresViewStore } from './postgres-view-store.ts'
import { translated } from './view-errors.ts'
import { instant, instantOrNull } from './view-table.ts'
import { buildOf, dropVersions, lockVersions, makeVersion, tablesOf, versionOf, type Version, type VersionRecord } from './view-versions.ts'

/** Rebuilds and parked events in `rm`; see the port for what each method promises. */
export function postgresViewRebuilds(database: Pick<Database, 'knex' | 'hints' | 'embedded'>): ViewRebuilds {
  const { knex } = database
  const transaction = <Value>(act: (trx: Knex.Transaction) => Promise<Value>): Promise<Value> => translated(() => knex.transaction(act))
  return {
    async beside(group) {
      const version = await transaction((trx) => startBeside(trx, group))
      return {
        views: postgresViewStore(database, version.generation),
        compare: () => translated(() => compareWithShown(knex, version)),
        discard: () =>
          transaction(async (trx) => {
            await lockVersions(trx)
            await dropVersions(trx, (rows) => rows.where({ subscription: version.subscription, shown: false }))
          }),
      }
    },
    parked: (group) => translated(async () => (await parkedOf(knex, group).orderBy('position')).map(parkedEventOf)),
    accept: (group, position) =>
      translated(async () => {
        const shown = knex('rm.versions').select('subscription').where({ group_name: group.name, shown: true })
        const rows = knex('rm.parked')
          .whereIn('subscription', shown)
          .where({ position: String(position) })
        return (await rows.update({ accepted_at: knex.fn.now() })) > 0
      }),
    forgetPrevious: (group) =>
      transaction(async (trx) => {
        await lockVersions(trx)
        await dropVersions(trx, (rows) => rows.where({ group_name: group.name, shown: false }))
      }),
  }
}

/** The next generation of the tables; generations that were left half-way go. */
async function startBeside(trx: Knex.Transaction, group: ProjectionGroup): Promise<Version> {
  await lockVersions(trx)
  const build = buildOf(group)
  const rows = await trx<VersionRecord>('rm.versions').where({ build })
  const shown = rows.find((row) => row.shown)
  // One that was shown before the present one is kept: it is older, so its generation is lower.
  const leftovers = rows.filter((row) => !row.shown && row.generation > (shown?.generation ?? 1)).map(({ subscription }) => subscription)
  await dropVersions(trx, (all) => all.whereIn('subscription', leftovers))
  const version = versionOf(group, Math.max(1, ...rows.map(({ generation }) => generation)) + 1)
  await makeVersion(trx, version)
  return version
}

type Compared = {
  readonly shown_at: string
  readonly shadow_at: string
  readonly rows: string | null
  readonly shown_rows: string | null
  readonly hash: string | null
  readonly shown_hash: string | null
}

/** Both positions and all hashes in one statement, so of one snapshot; nothing is hashed while the two stand apart. */
async function compareWithShown(knex: Knex, version: Version): Promise<Comparison> {
  const { subscription, groupName } = version
  const shownTables = await shownTablesOf(knex, groupName)
  const selects = tablesOf(version).map(({ view, table }) => hashesOf(view.view, table, shownTables(view.view)))
  return knex.transaction(async (trx) => {
    await trx.raw('set local statement_timeout = 0')
    const { rows } = await trx.raw<{ rows: (Compared & { readonly view: string })[] }>(
      `with at as materialized (select
         (select position from rm.versions where subscription = ?) as shadow_at,
         (select position from rm.versions where group_name = ? and shown) as shown_at)
       ${selects.join(' union all ')}`,
      [subscription, groupName],
    )
    return comparisonOf(rows)
  })
}

const hashesOf = (view: string, shadow: string, shown: string): string => `
  select '${view}' as view, at.shadow_at, at.shown_at, mine.rows, mine.hash, theirs.rows as shown_rows, theirs.hash as shown_hash
  from at
  left join lateral (${hashOf(shadow)}) mine on at.shadow_at = at.shown_at
  left join lateral (${hashOf(shown)}) theirs on at.shadow_at = at.shown_at`

/** The record's own text is canonical: the columns of both tables were made by the same statement. */
const hashOf = (table: string): string =>
  `select count(*) as rows, md5(coalesce(string_agg(md5(row::text), '' order by row.id), '')) as hash from ${table} row where at.shadow_at = at.shown_at`

/** Which table stands behind a stable view. */
async function shownTablesOf(knex: Knex, groupName: string): Promise<(view: string) => string> {
  const shown = await knex<VersionRecord>('rm.versions').where({ group_name: groupName, shown: true }).first()
  const tables = shown?.tables ?? []
  return (view) => {
    const table = tables.find((name) => name.startsWith(`rm.${view}_v`))
    if (table === undefined) throw new Error(`nothing is shown as ${view}`)
    return table
  }
}

function comparisonOf(rows: readonly (Compared & { readonly view: string })[]): Comparison {
  const [first] = rows
  if (first === undefined || first.shadow_at !== first.shown_at) {
    return { outcome: 'apart', shownAt: BigInt(first?.shown_at ?? 0), shadowAt: BigInt(first?.shadow_at ?? 0) }
  }
  const views = rows.map(({ view, rows: count, shown_rows, hash, shown_hash }) => ({
    view,
    rows: Number(count),
    shownRows: Number(shown_rows),
    hash: hash ?? '',
    shownHash: shown_hash ?? '',
  }))
  return { outcome: 'compared', position: BigInt(first.shown_at), views }
}

type ParkedRecord = {
  readonly position: string
  readonly event_id: string
  readonly type: string
  readonly stream_id: string
  readonly attempts: number
  readonly error: string
  readonly parked_at: Date
  readonly accepted_at: Date | null
}

const parkedOf = (knex: Knex, group: ProjectionGroup) =>
  knex<ParkedRecord>('rm.parked').whereIn(
    'subscription',
    knex('rm.versions').select('subscription').where({ group_name: group.name, shown: true }),
  )

const parkedEventOf = (record: ParkedRecord): ParkedEvent => ({
  event: { position: BigInt(record.position), eventId: record.event_id, type: record.type, stream: record.stream_id },
  attempts: record.attempts,
  error: record.error,
  parkedAt: instant(record.parked_at),
  acceptedAt: instantOrNull(record.accepted_at),
})
