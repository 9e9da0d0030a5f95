import type { NewEvent } from '../../application/ports/event-store.ts'
import { typesWithTexts } from '../codec/protected-fields.ts'
import type { Place, StoredEvent, StoredFact } from '../codec/stored-event.ts'

/** An event as the database writes it down: position, stream, revision, id, type, schema version, data, meta, milliseconds of its time. */
export type EventArray = readonly [number, string, number, string, string, number, object, NewEvent['meta'], number]

/** Position, stream, id where texts are sealed with it, type, schema version, data, milliseconds of its time. */
export type FactArray = readonly [number, string, string | null, string, number, object, number]

/** In double precision, which costs a fifth of exact numerics; half a microsecond more, so that no millisecond is missed by a rounding. */
const recordedMs = `floor(date_part('epoch', e.recorded_at) * 1000 + 0.0005)::bigint`

/** A whole page then comes as one JSON text, which is parsed in half the time of as many rows. Positions stay below 2^53. */
export const asArray = `json_build_array(e.position, e.stream_id, e.revision, e.event_id, e.type, e.schema_version, e.data, e.meta, ${recordedMs})`

const typesWithIds = typesWithTexts.map((type) => `'${type}'`).join(', ')

export const asFactArray = `json_build_array(e.position, e.stream_id, case when e.type in (${typesWithIds}) then e.event_id end, e.type,
  e.schema_version, e.data, ${recordedMs})`

export function storedOf(event: EventArray): StoredEvent & Place {
  const [position, stream, revision, eventId, type, schemaVersion, data, meta, recordedMs] = event
  const recordedAt = new Date(recordedMs).toISOString()
  return { eventId, type, schemaVersion, data, meta, stream, revision: BigInt(revision), position: BigInt(position), recordedAt }
}

/** The facts of a page. Most were recorded in the same millisecond as the one before, whose words serve for both. */
export function storedFactsOf(events: readonly FactArray[]): readonly StoredFact[] {
  let latestMs = 0
  let recordedAt = ''
  return events.map(([position, stream, eventId, type, schemaVersion, data, ms]) => {
    if (ms !== latestMs || recordedAt === '') [latestMs, recordedAt] = [ms, new Date(ms).toISOString()]
    return { eventId, type, schemaVersion, data, stream, position: BigInt(position), recordedAt }
  })
}
