import type { Knex } from 'knex'
import type { Counting } from '../../../projections/counting.ts'
import type { GroupState, Projection, ProjectionGroup, ViewRow } from '../../../projections/projection.ts'
import { activityView } from './activity-view.ts'
import { charactersView } from './characters-view.ts'
import type { CountTable } from './count-table.ts'
import { imageCountsView } from './image-counts-view.ts'
import { imagesView } from './images-view.ts'
import { jobStatusView } from './job-status-view.ts'
import { maskCoverageView } from './mask-coverage-view.ts'
import type { ViewTable } from './view-table.ts'

/** Table of each projection, in the order in which everybody locks the stable views. */
const viewTables: Readonly<Record<string, ViewTable<ViewRow>>> = {
  images: imagesView,
  'job-status': jobStatusView,
  characters: charactersView,
  'mask-coverage': maskCoverageView,
  activity: activityView,
}

/** Table of each projection's counters, by their name. */
const countTables: Readonly<Record<string, CountTable>> = { 'image-counts': imageCountsView }

/** A group at the versions of its projections and in one generation of their tables, with the names that follow from them. */
export type Version = {
  readonly groupName: string
  /** `views@1.1.1` */
  readonly build: string
  readonly generation: number
  /** `views@1.1.1`, from the second generation on `views@1.1.1#2`. */
  readonly subscription: string
  readonly parts: readonly Part[]
}

export type Part = {
  readonly projection: Projection<ViewRow>
  readonly view: ViewTable<ViewRow>
  readonly table: string
  readonly counts: { readonly counting: Counting<ViewRow>; readonly view: CountTable; readonly table: string } | null
}

/** A row of rm.versions. */
export type VersionRecord = {
  readonly subscription: string
  readonly group_name: string
  readonly build: string
  readonly generation: number
  readonly tables: readonly string[]
  readonly position: string
  readonly shown: boolean
  readonly error: string | null
}

export function versionOf(group: ProjectionGroup, generation: number): Version {
  const versions = group.projections.map((projection) => projection.version)
  const build = buildOf(group)
  const later = generation === 1 ? { name: '', table: '' } : { name: `#${generation}`, table: `_g${generation}` }
  const parts = group.projections.map((projection) => {
    const view = viewTables[projection.name]
    if (view === undefined) throw new Error(`the projection ${projection.name} has no table`)
    const tableOf = (name: string): string => `rm.${name}_v${versions.join('_')}${later.table}`
    return { projection, view, table: tableOf(view.view), counts: countsOf(projection, tableOf) }
  })
  return { groupName: group.name, build, generation, subscription: `${build}${later.name}`, parts }
}

function countsOf({ counting }: Projection<ViewRow>, tableOf: (view: string) => string): Part['counts'] {
  if (counting === undefined) return null
  const view = countTables[counting.name]
  if (view === undefined) throw new Error(`the counters ${counting.name} have no table`)
  return { counting, view, table: tableOf(view.view) }
}

/** Every table of a version, in the order in which everybody locks the stable views. */
export const tablesOf = ({ parts }: Pick<Version, 'parts'>): readonly StoredTable[] =>
  parts.flatMap(({ view, table, counts }) => [
    { view, table },
    ...(counts === null ? [] : [{ view: selectingAll(counts.view), table: counts.table }]),
  ])

export type StoredTable = { readonly view: Pick<ViewTable<ViewRow>, 'view' | 'create' | 'indexes' | 'select'>; readonly table: string }

const selectingAll = (counts: CountTable): StoredTable['view'] => ({ ...counts, select: (table) => `select * from ${table}` })

export const buildOf = (group: ProjectionGroup): string => `${group.name}@${group.projections.map(({ version }) => version).join('.')}`

/**
 * The generation that a group's own process works on: the one that is shown, else the first, which it is building. An operator's rebuild
 * beside it becomes it by being shown.
 */
export const workedOn = `(select v.subscription from rm.versions v where v.build = ? order by v.shown desc, v.generation limit 1)`

/** Makes tables and row of a version; the caller holds the lock on versions. */
export async function makeVersion(trx: Knex.Transaction, version: Version): Promise<void> {
  for (const { view, table } of tablesOf(version)) await trx.raw(view.create(table))
  await trx('rm.versions').insert({
    subscription: version.subscription,
    group_name: version.groupName,
    build: version.build,
    generation: version.generation,
    tables: tablesOf(version).map(({ table }) => table),
  })
}

/** Processes that start together, and operators, must not make or drop tables at the same time. Held to the end of the transaction. */
export const lockVersions = (trx: Knex.Transaction) => trx.raw("select pg_advisory_xact_lock('rm.versions'::regclass::oid::bigint)")

export function stateOf({ position, shown, error }: VersionRecord): GroupState {
  const status = shown ? (error === null ? 'running' : 'faulted') : 'rebuilding'
  return { position: BigInt(position), status, error }
}

export type Transact = (act: (trx: Knex.Transaction) => Promise<void>) => Promise<void>

/**
 * Indexes and statistics, which cost a rebuild less when the table is full. Readers do not know this table yet. Over a network two indexes
 * are built at once, as a restore does it, each on a processor of the database's own; the last of a table, its words, takes longest.
 */
export async function prepareForReaders(transact: Transact, version: Version, lanes: number): Promise<void> {
  const left = tablesOf(version).flatMap(({ view, table }) => view.indexes(table))
  const buildOnes = async (trx: Knex.Transaction): Promise<void> => {
    await trx.raw('set local statement_timeout = 0')
    for (let index = left.pop(); index !== undefined; index = left.pop()) await trx.raw(index)
  }
  await Promise.all(Array.from({ length: lanes }, () => transact(buildOnes)))
  await transact(async (trx) => {
    await trx.raw('set local statement_timeout = 0')
    for (const { table } of tablesOf(version)) await trx.raw(`analyze ${table}`)
  })
}

/** Points the stable views at this version's tables, all at once. The version shown before stays for the way back; older ones go. */
export async function show(trx: Knex.Transaction, version: Version): Promise<void> {
  const stored = tablesOf(version)
  const tables = new Map(stored.map(({ view, table }) => [view.view, table]))
  const tableOf = (view: string): string => {
    const table = tables.get(view)
    if (table === undefined) throw new Error(`no table of this version stands behind ${view}`)
    return table
  }
  for (const { view } of stored) await trx.raw(`drop view if exists ${view.view}`)
  for (const { view, table } of stored) await trx.raw(`create view ${view.view} as ${view.select(table, tableOf)}`)
  await dropVersions(trx, (rows) =>
    rows.where({ group_name: version.groupName, shown: false }).whereNot({ subscription: version.subscription }),
  )
  await trx<VersionRecord>('rm.versions').where({ group_name: version.groupName, shown: true }).update({ shown: false })
  await trx<VersionRecord>('rm.versions').where({ subscription: version.subscription }).update({ shown: true })
}

/** Drops versions with their tables and what they have parked. */
export async function dropVersions(
  trx: Knex.Transaction,
  which: (rows: Knex.QueryBuilder<VersionRecord, VersionRecord[]>) => Knex.QueryBuilder<VersionRecord, VersionRecord[]>,
): Promise<void> {
  const going = await which(trx<VersionRecord>('rm.versions').select<VersionRecord[]>('*'))
  for (const { subscription, tables } of going) {
    for (const table of tables) await trx.raw(`drop table if exists ${table}`)
    await trx<VersionRecord>('rm.versions').where({ subscription }).delete()
  }
}
