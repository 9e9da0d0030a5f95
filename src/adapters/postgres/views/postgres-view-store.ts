import type { Knex } from 'knex'
import type { Recorded } from '../../../application/ports/event-store.ts'
import type { GroupState, Projection, ProjectionGroup, ViewRow, ViewStore } from '../../../projections/projection.ts'
import type { Database } from '../database.ts'
import { charactersView } from './characters-view.ts'
import { imagesView } from './images-view.ts'
import { jobStatusView } from './job-status-view.ts'
import { translated } from './view-errors.ts'
import { loadRows, saveRows, type ViewTable } from './view-table.ts'

/** Table of each projection, in the order in which everybody locks the stable views. */
const viewTables: Readonly<Record<string, ViewTable<ViewRow>>> = {
  images: imagesView,
  'job-status': jobStatusView,
  characters: charactersView,
}

/** Rows and checkpoints of the views in `rm`; see the port for what each method promises. */
export function postgresViewStore({ knex, hints }: Pick<Database, 'knex' | 'hints'>): ViewStore {
  return {
    open: (group) => translated(() => knex.transaction((trx) => openVersion(trx, versionOf(group)))),
    async apply(group, after, page, scannedTo) {
      const answer = await translated(() => knex.transaction((trx) => applyPage(trx, versionOf(group), after, page, scannedTo)))
      if (answer === 'applied') hints.send('rm_views')
      return answer
    },
    async swap(group) {
      const version = versionOf(group)
      await translated(() => knex.transaction((trx) => prepareForReaders(trx, version)))
      await translated(() => knex.transaction((trx) => show(trx, version)))
      hints.send('rm_views')
    },
    async fault(group, _position, error) {
      await translated(() =>
        knex<VersionRecord>('rm.versions')
          .where({ subscription: versionOf(group).subscription })
          .update({ error }),
      )
    },
  }
}

/** A group at the versions of its projections, with the names that follow from them. */
type Version = {
  readonly groupName: string
  readonly subscription: string
  readonly parts: readonly { readonly projection: Projection<ViewRow>; readonly view: ViewTable<ViewRow>; readonly table: string }[]
}

function versionOf(group: ProjectionGroup): Version {
  const versions = group.projections.map((projection) => projection.version)
  const parts = group.projections.map((projection) => {
    const view = viewTables[projection.name]
    if (view === undefined) throw new Error(`the projection ${projection.name} has no table`)
    return { projection, view, table: `rm.${view.view}_v${versions.join('_')}` }
  })
  return { groupName: group.name, subscription: `${group.name}@${versions.join('.')}`, parts }
}

/** A row of rm.versions. */
export type VersionRecord = {
  readonly subscription: string
  readonly group_name: string
  readonly position: string
  readonly shown: boolean
  readonly error: string | null
}

async function openVersion(trx: Knex.Transaction, version: Version): Promise<GroupState> {
  // Two processes that start together must not both make the tables.
  await trx.raw("select pg_advisory_xact_lock('rm.versions'::regclass::oid::bigint)")
  const existing = await trx<VersionRecord>('rm.versions').where({ subscription: version.subscription }).first()
  if (existing !== undefined) return stateOf(existing)
  for (const { view, table } of version.parts) await trx.raw(view.create(table))
  await trx<VersionRecord>('rm.versions').insert({ subscription: version.subscription, group_name: version.groupName })
  const shown = await trx<VersionRecord>('rm.versions').where({ group_name: version.groupName, shown: true }).first()
  if (shown !== undefined) return { position: 0n, status: 'rebuilding', error: null }
  await prepareForReaders(trx, version)
  await show(trx, version)
  return { position: 0n, status: 'running', error: null }
}

function stateOf({ position, shown, error }: VersionRecord): GroupState {
  const status = shown ? (error === null ? 'running' : 'faulted') : 'rebuilding'
  return { position: BigInt(position), status, error }
}

async function applyPage(
  trx: Knex.Transaction,
  version: Version,
  after: bigint,
  page: readonly Recorded[],
  scannedTo: bigint,
): Promise<'applied' | 'moved' | 'busy'> {
  const key = { subscription: version.subscription }
  // The row is the lock: it goes with the connection, so a process that was cut off can neither hold it nor commit behind another's back.
  const held = await trx<VersionRecord>('rm.versions').where(key).forUpdate().skipLocked().first()
  if (held === undefined) return 'busy'
  if (BigInt(held.position) !== after) return 'moved'
  for (const part of version.parts) await applyTo(trx, part, page)
  await trx<VersionRecord>('rm.versions')
    .where(key)
    .update({ position: String(scannedTo), error: null })
  return 'applied'
}

async function applyTo(
  trx: Knex.Transaction,
  { projection, view, table }: Version['parts'][number],
  page: readonly Recorded[],
): Promise<void> {
  const handles = new Set(projection.handles)
  const own = page.filter((event) => handles.has(event.type))
  const keys = new Set(own.flatMap((event) => projection.keysOf(event)))
  const rows = await loadRows(trx, view, table, [...keys])
  await saveRows(trx, view, table, [...projection.project(own, rows).values()])
}

/** Indexes and statistics, which cost a rebuild less when the table is full. Readers do not know this table yet. */
async function prepareForReaders(trx: Knex.Transaction, { parts }: Version): Promise<void> {
  await trx.raw('set local statement_timeout = 0')
  for (const { view, table } of parts) {
    for (const index of view.indexes(table)) await trx.raw(index)
    await trx.raw(`analyze ${table}`)
  }
}

/** Points the stable views at this version's tables, all at once. The version shown before stays for the way back; older ones go. */
async function show(trx: Knex.Transaction, version: Version): Promise<void> {
  const tables = new Map(version.parts.map(({ view, table }) => [view.view, table]))
  const tableOf = (view: string): string => {
    const table = tables.get(view)
    if (table === undefined) throw new Error(`no table of this version stands behind ${view}`)
    return table
  }
  for (const { view } of version.parts) await trx.raw(`drop view if exists ${view.view}`)
  for (const { view, table } of version.parts) await trx.raw(`create view ${view.view} as ${view.select(table, tableOf)}`)
  await dropSuperseded(trx, version)
  await trx<VersionRecord>('rm.versions').where({ group_name: version.groupName, shown: true }).update({ shown: false })
  await trx<VersionRecord>('rm.versions').where({ subscription: version.subscription }).update({ shown: true })
}

async function dropSuperseded(trx: Knex.Transaction, { groupName, subscription }: Version): Promise<void> {
  const superseded = await trx<VersionRecord>('rm.versions').where({ group_name: groupName, shown: false }).whereNot({ subscription })
  for (const old of superseded) {
    const suffix = old.subscription.slice(groupName.length + 1).replaceAll('.', '_')
    for (const { view } of Object.values(viewTables)) await trx.raw(`drop table if exists rm.${view}_v${suffix}`)
    await trx<VersionRecord>('rm.versions').where({ subscription: old.subscription }).delete()
  }
}
