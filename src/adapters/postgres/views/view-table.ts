import type { Knex } from 'knex'
import type { ViewRow } from '../../../projections/projection.ts'
import { plannedOnce } from '../planned-once.ts'
import { copyIn, lineOf } from './copy-in.ts'

/** How each field of a row is read from its column; the compiler keeps the list complete. */
export type Columns<Row> = { readonly [Field in keyof Row]-?: (value: unknown) => Row[Field] }

/** A projection's rows as a table of their own per version, shown to readers as a view with a stable name. */
export type ViewTable<Row extends ViewRow> = {
  /** Name of the stable view. */
  readonly view: string
  readonly columns: Columns<Row>
  /** Of the column `id`, where that is no UUID. */
  readonly idType?: 'text'
  /** Columns beside those of the row, made from it for readers in SQL. */
  derived(row: Row): Record<string, unknown>
  create(table: string): string
  /** Indexes that only readers need: a table that is being rebuilt gets them when it is full. */
  indexes(table: string): readonly string[]
  /** The stable view's select; `tableOf` names the other tables of the same version. */
  select(table: string, tableOf: (view: string) => string): string
}

export const same = <Value>(value: unknown): Value => value as Value
export const number = (value: unknown): number => Number(value)
export const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value))
/** int8 comes as text over the wire and as a number out of JSON. */
export const int8 = (value: unknown): bigint => BigInt(value as string | number)
export const instant = (value: unknown): string => new Date(value as string | Date).toISOString()
export const instantOrNull = (value: unknown): string | null => (value === null ? null : instant(value))
/** A date comes as midnight of the machine's own time zone, out of JSON as text. */
export const day = (value: unknown): string => {
  if (!(value instanceof Date)) return String(value)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${value.getFullYear()}-${two(value.getMonth() + 1)}-${two(value.getDate())}`
}

export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const columnsOf = <Row>(columns: Columns<Row>): string[] => Object.keys(columns).map(columnOf)

/** A row from a database record, or from a record that came as JSON. */
export function readRow<Row>(columns: Columns<Row>, record: Readonly<Record<string, unknown>>): Row {
  const row: Record<string, unknown> = {}
  for (const { field, column, read } of fieldsOf(columns)) row[field] = read(record[column])
  return row as Row
}

type Field = { readonly field: string; readonly column: string; readonly read: (value: unknown) => unknown }

/** Of each view, made once: naming the columns anew was most of what it took to read a row. */
const knownFields = new WeakMap<object, readonly Field[]>()

function fieldsOf<Row>(columns: Columns<Row>): readonly Field[] {
  const known = knownFields.get(columns)
  if (known !== undefined) return known
  const made = Object.entries<Field['read']>(columns).map(([field, read]) => ({ field, column: columnOf(field), read }))
  knownFields.set(columns, made)
  return made
}

export async function loadRows<Row extends ViewRow>(
  trx: Knex,
  { columns, idType }: ViewTable<Row>,
  table: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  if (keys.length === 0) return new Map()
  const sql = `select ${columnsOf(columns).join(', ')} from ${table} where id = any(?::${idType ?? 'uuid'}[])`
  const { rows } = await trx.raw<{ rows: Record<string, unknown>[] }>(sql, [[...keys]])
  return new Map(rows.map((record) => [String(record['id']), readRow(columns, record)]))
}

/** One statement and one parameter, however many rows: a rebuild is an order of magnitude faster than row by row. */
export async function saveRows<Row extends ViewRow>(trx: Knex, view: ViewTable<Row>, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const names = [...columnsOf(view.columns), ...Object.keys(view.derived(first))]
  const updates = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`)
  const sql = `insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from jsonb_populate_recordset(null::${table}, ?::jsonb)
     on conflict (id) do update set ${updates.join(', ')}`
  await trx.raw(sql, [jsonOf(view, rows)]).options(plannedOnce(`save_${table}`))
}

/** As `saveRows` for rows that are certainly not there yet, for half of what that costs the database. */
export async function copyRows<Row extends ViewRow>(
  trx: Knex.Transaction,
  view: ViewTable<Row>,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const fields = Object.keys(view.columns).map((field) => field as keyof Row)
  const derived = Object.keys(view.derived(first))
  const lines = rows.map((row) => lineOf([...fields.map((field) => row[field]), ...Object.values(view.derived(row))]))
  await copyIn(trx, table, [...columnsOf(view.columns), ...derived], lines.join(''))
}

/** Nulls are left out, because absent reads as null; names are made once. A position outgrows no JSON number for a few thousand years. */
function jsonOf<Row extends ViewRow>(view: ViewTable<Row>, rows: readonly Row[]): string {
  const fields = Object.keys(view.columns).map((field) => [field as keyof Row, columnOf(field)] as const)
  const records = rows.map((row) => {
    const record: Record<string, unknown> = view.derived(row)
    for (const [field, column] of fields) {
      const value = row[field]
      if (value !== null) record[column] = typeof value === 'bigint' ? Number(value) : value
    }
    return record
  })
  return JSON.stringify(records)
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text can be an id at all; PostgreSQL would raise an error for any other. */
export const isId = (text: string): boolean => uuid.test(text)
