import type { Knex } from 'knex'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Writes rows in PostgreSQL's own text form, within the transaction. PGlite's connection knows no copying. Throws what an insert would throw. */
export async function copyIn(trx: Knex.Transaction, table: string, columns: readonly string[], lines: string): Promise<void> {
  const client = await (trx.client as { acquireConnection(): Promise<PoolClient> }).acquireConnection()
  const copying: Writable = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  await pipeline(Readable.from([Buffer.from(lines)]), copying)
}

/** A row as copying takes it, with the end of its line. A list goes into a column of lists, any other object into one of JSON. */
export const lineOf = (values: readonly unknown[]): string => `${values.map(cellOf).join('\t')}\n`

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (typeof value !== 'object') return String(value)
  return escaped(Array.isArray(value) ? `{${value.map(itemOf).join(',')}}` : JSON.stringify(value))
}

const itemOf = (item: unknown): string => (typeof item === 'string' ? `"${item.replace(/["\\]/g, '\\$&')}"` : String(item))

/** Most texts hold none of these, and to look is cheaper than to replace. */
const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string): string => (special.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : text)
