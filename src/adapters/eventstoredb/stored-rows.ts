import { jsonEvent, type AllStreamRecordedEvent, type EventData, type RecordedEvent } from '@eventstore/db-client'
import type { EventMeta } from '../../application/ports/event-store.ts'
import type { Place, StoredEvent } from '../codec/stored-event.ts'

export type StoredRow = StoredEvent & Place

/** Its metadata is ours alone; who else writes on the same server uses another. */
type Metadata = { readonly schemaVersion: number; readonly meta: EventMeta }

/**
 * An operator closes a stream by appending one event of this type to it. Its name begins as those of the server's own events do, so no
 * reader of the log sees it.
 */
export const closingType = '$streamClosed'

export const eventDataOf = ({ eventId, type, schemaVersion, data, meta }: StoredEvent): EventData =>
  jsonEvent({ id: eventId, type, data: { ...data }, metadata: { schemaVersion, meta } })

/** Without an explicit transaction, and there is none any more, commit and prepare position of an event are one. */
export function rowOf(event: RecordedEvent | AllStreamRecordedEvent): StoredRow {
  const { schemaVersion, meta } = metadataOf(event.metadata)
  return {
    eventId: event.id,
    type: event.type,
    schemaVersion,
    data: typeof event.data === 'object' && event.data !== null ? event.data : {},
    meta,
    stream: event.streamId,
    revision: event.revision,
    position: event.position?.commit ?? 0n,
    recordedAt: event.created.toISOString(),
  }
}

/** An event of another program has no schema version: the codec then says loudly that it is none of ours. */
function metadataOf(metadata: unknown): Metadata {
  const own = typeof metadata === 'object' && metadata !== null && 'schemaVersion' in metadata && 'meta' in metadata
  return own ? (metadata as Metadata) : { schemaVersion: 0, meta: nobody }
}

const nobody: EventMeta = { correlationId: '', causationId: '', actor: { kind: 'system', id: 'unknown' } }
