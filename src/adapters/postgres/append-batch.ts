import type { StoredEvent } from '../codec/stored-event.ts'

/** One append as it waits for its batch: what it adds to each array of the statement is text already. */
export type WaitingAppend = {
  readonly expected: bigint
  readonly events: number
  readonly columns: readonly string[]
  /** Of all columns together. */
  readonly chars: number
}

/** One row of the answer; a single one without an index says that everything was stored, with its last event at `last_position`. */
export type AppendRow = {
  readonly index: number | null
  readonly status: 'stored' | 'duplicate' | 'conflict' | 'closed'
  readonly current_revision: string | null
  readonly last_position: string | null
}

/** `revision` is the stream's last one, -1n for none; `position` that of the append's last event, 0n unless it is stored. */
export type JudgedAppend = { readonly status: AppendRow['status']; readonly revision: bigint; readonly position: bigint }

export const appendBatchSql = 'select * from es.append_batch(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by index'

/** Written out here, per append: what cannot be written fails its own caller, and the size is known before the batch is made. */
export function waitingAppend(stream: string, after: bigint | 'no-stream', events: readonly StoredEvent[]): WaitingAppend {
  const expected = after === 'no-stream' ? -1n : after
  const name = quoted(stream)
  const columns = [
    name,
    `${expected}`,
    `${events.length}`,
    events.map(() => name).join(),
    events.map((_, at) => `${expected + BigInt(at + 1)}`).join(),
    events.map(({ eventId }) => quoted(eventId)).join(),
    events.map(({ type }) => quoted(type)).join(),
    events.map(({ schemaVersion }) => `${schemaVersion}`).join(),
    events.map(({ data }) => quotedJson(data)).join(),
    events.map(({ meta }) => quotedJson(meta)).join(),
  ]
  return { expected, events: events.length, columns, chars: columns.reduce((chars, column) => chars + column.length, 0) }
}

/** The arrays of `appendBatchSql`, in its order. */
export function arraysOf(batch: readonly WaitingAppend[]): string[] {
  const [first] = batch
  return (first?.columns ?? []).map((_, column) => `{${batch.map(({ columns }) => columns[column]).join()}}`)
}

/** An answer an append, in the order of the batch. */
export function judgedAppends(batch: readonly WaitingAppend[], rows: readonly AppendRow[]): readonly JudgedAppend[] {
  const [first] = rows
  if (first === undefined || first.index !== null) return rows.map(judgedOf)
  let position = BigInt(first.last_position ?? 0) - BigInt(batch.reduce((sum, { events }) => sum + events, 0))
  return batch.map(({ expected, events }) => {
    position += BigInt(events)
    return { status: 'stored', revision: expected + BigInt(events), position }
  })
}

const judgedOf = ({ status, current_revision, last_position }: AppendRow): JudgedAppend => ({
  status,
  revision: BigInt(current_revision ?? -1),
  position: BigInt(last_position ?? 0),
})

/** An element of PostgreSQL's array text. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** As `quoted`, in a fifth of the time: in the text of JSON nothing but quotes and backslashes is left that would be written otherwise. */
const quotedJson = (value: object): string => JSON.stringify(JSON.stringify(value))
