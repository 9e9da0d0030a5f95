import type { Knex } from 'knex'

/** Writes rows in PostgreSQL's own text form, within the transaction. PGlite's connection knows no copying. Throws as any statement does. */
export async function copyIn(trx: Knex.Transaction, table: string, columns: readonly string[], lines: string): Promise<void> {
  const sql = `copy ${table} (${columns.join(', ')}) from stdin`
  const client = await (trx.client as { acquireConnection(): Promise<CopyingClient> }).acquireConnection()
  await new Promise<void>((done, failed) => client.query(copying(sql, lines, done, failed)))
}

/** What pg's client and its connection offer to whoever brings a statement of their own kind; its types leave copying out. */
type CopyingClient = { query(statement: object): unknown }
type CopyingConnection = { query(sql: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

/** The answers of the server to such a statement, in the order in which they come. */
function copying(sql: string, lines: string, done: () => void, failed: (error: Error) => void) {
  return {
    // Its answer would be taken for an error.
    submit: (connection: CopyingConnection) => void connection.query(sql),
    handleCopyInResponse: (connection: CopyingConnection) => {
      connection.sendCopyFromChunk(Buffer.from(lines))
      connection.endCopyFrom()
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery: done,
    handleError: failed,
  }
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
