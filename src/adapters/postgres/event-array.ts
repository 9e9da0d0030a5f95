import type { NewEvent } from '../../application/ports/event-store.ts'
import type { Place, StoredEvent } from '../codec/stored-event.ts'

/** An event as the database writes it down: position, stream, revision, id, type, schema version, data, meta, milliseconds of its time. */
export type EventArray = readonly [number, string, number, string, string, number, object, NewEvent['meta'], number]

/** A whole page then comes as one JSON text, which is parsed in half the time of as many rows. Positions stay below 2^53. */
export const asArray = `json_build_array(e.position, e.stream_id, e.revision, e.event_id, e.type, e.schema_version, e.data, e.meta,
  floor(extract(epoch from e.recorded_at) * 1000)::bigint)`

export function storedOf(event: EventArray): StoredEvent & Place {
  const [position, stream, revision, eventId, type, schemaVersion, data, meta, recordedMs] = event
  const recordedAt = new Date(recordedMs).toISOString()
  return { eventId, type, schemaVersion, data, meta, stream, revision: BigInt(revision), position: BigInt(position), recordedAt }
}
