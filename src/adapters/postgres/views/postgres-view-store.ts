import type { Knex } from 'knex'
import type { Fact } from '../../../application/ports/event-store.ts'
import type { Applied, GroupState, Poison, ProjectionGroup, ViewRow, ViewStore } from '../../../projections/projection.ts'
import type { Database } from '../database.ts'
import { countSteps } from '../../../projections/counting.ts'
import { saveCounts } from './count-table.ts'
import { plannedOnce } from '../planned-once.ts'
import { translated } from './view-errors.ts'
import { copyRows, loadRows, saveRows } from './view-table.ts'
import {
  buildOf,
  lockVersions,
  makeVersion,
  prepareForReaders,
  show,
  stateOf,
  versionOf,
  workedOn,
  type Part,
  type Version,
  type VersionRecord,
} from './view-versions.ts'

/** Rows and checkpoints of the views in `rm`; see the port for what each method promises. */
export function postgresViewStore(
  { knex, hints, embedded }: Pick<Database, 'knex' | 'hints' | 'embedded'>,
  generation?: number,
): ViewStore {
  const transaction = <Value>(act: (trx: Knex.Transaction) => Promise<Value>): Promise<Value> => translated(() => knex.transaction(act))
  const held = (trx: Knex.Transaction, group: ProjectionGroup) => heldVersion(trx, group, generation)
  return {
    open: (group) => transaction((trx) => openVersion(trx, group, generation)),
    async apply(group, after, page, scannedTo) {
      let isShown = false
      const answer = await transaction(async (trx) => {
        const version = await held(trx, group)
        isShown = version?.shown === true
        return applyPage(trx, version, group, after, page, scannedTo, embedded)
      })
      // Of a version that nobody sees yet there is nothing to tell.
      if (answer === 'applied' && isShown) hints.send('rm_views')
      return answer
    },
    async prepare(group) {
      const record = await translated(() => versionNow(knex, group, generation))
      await prepareForReaders(transaction, versionOf(group, record.generation), embedded ? 1 : 2)
    },
    async show(group) {
      const answer = await transaction((trx) => showVersion(trx, group, generation))
      if (answer === 'shown') hints.send('rm_views')
      return answer
    },
    async fault(group, _position, error) {
      const { subscription } = await translated(() => versionNow(knex, group, generation))
      await translated(() => knex<VersionRecord>('rm.versions').where({ subscription }).update({ error }))
    },
    isSetAside: async (group, position) =>
      (await translated(() => shownHole(knex, group.name, position).first<{ position: string } | undefined>('position'))) !== undefined,
    async park(group, after, poison) {
      const answer = await transaction(async (trx) => parkEvent(trx, await held(trx, group), group.name, after, poison))
      if (answer === 'applied') hints.send('rm_views')
      return answer
    },
  }
}

async function openVersion(trx: Knex.Transaction, group: ProjectionGroup, generation: number | undefined): Promise<GroupState> {
  await lockVersions(trx)
  const existing = await findVersion(trx, group, generation)
  if (existing !== undefined) return stateOf(existing)
  const version = versionOf(group, generation ?? 1)
  await makeVersion(trx, version)
  const shown = await trx<VersionRecord>('rm.versions').where({ group_name: version.groupName, shown: true }).first()
  if (shown !== undefined) return { position: 0n, status: 'rebuilding', error: null }
  await prepareForReaders((act) => act(trx), version, 1)
  await show(trx, version)
  return { position: 0n, status: 'running', error: null }
}

/** With a generation that one; without, the one that the group's own process works on. */
async function findVersion(db: Knex, group: ProjectionGroup, generation: number | undefined): Promise<VersionRecord | undefined> {
  const query = db<VersionRecord>('rm.versions').select<VersionRecord[]>('*')
  const rows = await (generation === undefined
    ? query.whereRaw(`subscription = ${workedOn}`, [buildOf(group)])
    : query.where({ subscription: versionOf(group, generation).subscription }))
  return rows[0]
}

async function showVersion(trx: Knex.Transaction, group: ProjectionGroup, generation: number | undefined): Promise<'shown' | 'behind'> {
  await lockVersions(trx)
  // Locked, so that whoever still moves the one that readers see cannot take it further on before this one stands in its place.
  const now = await trx<VersionRecord>('rm.versions').where({ group_name: group.name, shown: true }).forUpdate().first()
  const next = await versionNow(trx, group, generation)
  // Two projectors may have built it: shown once more, it would take the version before with it, and so the way back.
  if (next.subscription === now?.subscription) return 'shown'
  if (now !== undefined && BigInt(now.position) > BigInt(next.position)) return 'behind'
  await show(trx, versionOf(group, next.generation))
  return 'shown'
}

async function versionNow(db: Knex, group: ProjectionGroup, generation: number | undefined): Promise<VersionRecord> {
  const found = await findVersion(db, group, generation)
  if (found === undefined) throw new Error(`the group ${group.name} was not opened`)
  return found
}

type Held = Pick<VersionRecord, 'subscription' | 'generation' | 'position' | 'shown'>
/** By name: once a later migration adds a column, a plan that is kept must not answer in another shape, or it fails for good. */
const heldColumns = 'subscription, generation, position, shown'

/** The row is the lock: it goes with the connection, so a process that was cut off can neither hold it nor commit behind another's back. */
async function heldVersion(trx: Knex.Transaction, group: ProjectionGroup, generation: number | undefined): Promise<Held | null> {
  const sql = `select ${heldColumns} from rm.versions where subscription = ${generation === undefined ? workedOn : '?'} for update skip locked`
  const name = generation === undefined ? buildOf(group) : versionOf(group, generation).subscription
  const { rows } = await trx.raw<{ rows: Held[] }>(sql, [name]).options(plannedOnce(generation === undefined ? 'group' : 'generation'))
  return rows[0] ?? null
}

async function applyPage(
  trx: Knex.Transaction,
  held: Held | null,
  group: ProjectionGroup,
  after: bigint,
  page: readonly Fact[],
  scannedTo: bigint,
  embedded: boolean,
): Promise<Applied> {
  if (held === null) return 'busy'
  if (BigInt(held.position) !== after) return 'moved'
  // What is not shown yet may be built once more: its commits need not wait for the disk.
  if (!held.shown) await trx.raw('set local synchronous_commit = off')
  const version: Version = versionOf(group, held.generation)
  for (const part of version.parts) await applyTo(trx, part, page, !held.shown && !embedded)
  await moveCheckpoint(trx, held, scannedTo)
  return 'applied'
}

const moveCheckpoint = (trx: Knex.Transaction, { subscription }: Held, position: bigint) =>
  trx<VersionRecord>('rm.versions')
    .where({ subscription })
    .update({ position: String(position), error: null })
    .options(plannedOnce('checkpoint'))

/** What was set aside at a position in what readers see of a group. */
const shownHole = (db: Knex, groupName: string, position: bigint) =>
  db('rm.parked')
    .whereIn('subscription', db('rm.versions').select('subscription').where({ group_name: groupName, shown: true }))
    .where({ position: String(position) })

async function parkEvent(trx: Knex.Transaction, held: Held | null, groupName: string, after: bigint, poison: Poison): Promise<Applied> {
  if (held === null) return 'busy'
  if (BigInt(held.position) !== after) return 'moved'
  const { event, attempts, error } = poison
  await trx('rm.parked').insert({
    subscription: held.subscription,
    position: String(event.position),
    event_id: event.eventId,
    type: event.type,
    stream_id: event.stream,
    attempts,
    error,
    accepted_at: shownHole(trx, groupName, event.position).select('accepted_at'),
  })
  await moveCheckpoint(trx, held, event.position)
  return 'applied'
}

/** `copies`: most rows of a rebuild are new ones, and are copied in. */
async function applyTo(trx: Knex.Transaction, part: Part, page: readonly Fact[], copies: boolean): Promise<void> {
  const { projection, view, table, counts } = part
  const handles = new Set(projection.handles)
  const own = page.filter((event) => handles.has(event.type))
  const rows = await touchedRows(trx, part, own)
  const changed = projection.project(own, rows)
  const isNew = (id: string): boolean => copies && !rows.has(id)
  await copyRows(trx, view, table, rowsWhere(changed, isNew))
  await saveRows(
    trx,
    view,
    table,
    rowsWhere(changed, (id) => !isNew(id)),
  )
  if (counts !== null) await saveCounts(trx, counts.table, countSteps(counts.counting, rows, changed))
}

const rowsWhere = (rows: ReadonlyMap<string, ViewRow>, wanted: (id: string) => boolean): readonly ViewRow[] =>
  [...rows].filter(([id]) => wanted(id)).map(([, row]) => row)

async function touchedRows(
  trx: Knex.Transaction,
  { projection, view, table }: Part,
  page: readonly Fact[],
): Promise<ReadonlyMap<string, ViewRow>> {
  const keys = new Set(page.flatMap((event) => projection.keysOf(event)))
  const rows = await loadRows(trx, view, table, [...keys])
  const related = new Set([...rows.values()].flatMap((row) => projection.relatedTo?.(row) ?? []))
  const further = [...related].filter((key) => !keys.has(key))
  return new Map([...rows, ...(await loadRows(trx, view, table, further))])
}
