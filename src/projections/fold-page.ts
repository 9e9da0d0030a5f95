import type { Fact } from '../application/ports/event-store.ts'
import type { DomainEvent } from '../domain/decider.ts'
import type { ViewRow } from './projection.ts'

/** Folds one event into one row. The same row back means that nothing changed; `undefined` in is a row that is not there yet. */
export type FoldRow<Row extends ViewRow, Event extends DomainEvent> = (row: Row | undefined, event: Fact<Event>) => Row | undefined

/**
 * Folds a page into the rows it touches and answers with the changed ones. An event at or below a row's position is in the row already, so
 * a page that comes twice changes nothing. `keyOf` names the row of an event, null for none; one row may take in many streams.
 */
export function foldPage<Row extends ViewRow, Event extends DomainEvent>(
  page: readonly Fact[],
  rows: ReadonlyMap<string, Row>,
  handles: readonly Event['type'][],
  fold: FoldRow<Row, Event>,
  keyOf: (event: Fact) => string | null = subjectOf,
): ReadonlyMap<string, Row> {
  const known: ReadonlySet<string> = new Set(handles)
  const changed = new Map<string, Row>()
  for (const event of page) {
    if (!known.has(event.type)) continue
    const key = keyOf(event)
    if (key === null) continue
    const row = changed.get(key) ?? rows.get(key)
    if (row !== undefined && event.position <= row.position) continue
    const next = fold(row, event as Fact<Event>)
    if (next !== undefined && next !== row) changed.set(key, next)
  }
  return changed
}

/** The id a stream is about: `editJob-<id>`. In most views one stream is one row. */
export const subjectOf = (event: Fact): string => event.stream.slice(event.stream.indexOf('-') + 1)
