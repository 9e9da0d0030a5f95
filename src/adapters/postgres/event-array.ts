import type { NewEvent } from '../../application/ports/event-store.ts'
import { typesWithTexts } from '../codec/protected-fields.ts'
import type { Place, StoredEvent, StoredFact } from '../codec/stored-event.ts'

/** An event as the database writes it down: position, stream, revision, id, type, schema version, data, meta, milliseconds of its time. */
export type EventArray = readonly [number, string, number, string, string, number, object, NewEvent['meta'], number]

/** In double precision, which costs a fifth of exact numerics; half a microsecond more, so that no millisecond is missed by a rounding. */
const recordedMs = `floor(date_part('epoch', e.recorded_at) * 1000 + 0.0005)::bigint`

/** A whole page then comes as one JSON text, which is parsed in half the time of as many rows. Positions stay below 2^53. */
export const asArray = `json_build_array(e.position, e.stream_id, e.revision, e.event_id, e.type, e.schema_version, e.data, e.meta, ${recordedMs})`

const typesWithIds = typesWithTexts.map((type) => `'${type}'`).join(', ')

/**
 * Facts as the database writes them down, for two thirds of what arrays of JSON cost both sides: a line each, of position, stream, id where
 * texts are sealed with it, type, schema version and milliseconds of its time; and their data in the same order, with commas between.
 * None of the former holds a tab or an end of line: the program's streams are named by words of its own and ids.
 */
export const asFactLines = `
  string_agg(concat_ws(chr(9), e.position, e.stream_id, case when e.type in (${typesWithIds}) then e.event_id::text else '' end, e.type,
    e.schema_version, ${recordedMs}), chr(10) order by e.position) as places,
  string_agg(e.data::text, ',' order by e.position) as data`

export type FactLines = { readonly places: string; readonly data: string }

export function storedOf(event: EventArray): StoredEvent & Place {
  const [position, stream, revision, eventId, type, schemaVersion, data, meta, recordedMs] = event
  const recordedAt = new Date(recordedMs).toISOString()
  return { eventId, type, schemaVersion, data, meta, stream, revision: BigInt(revision), position: BigInt(position), recordedAt }
}

/** The facts of a page. Most were recorded in the same millisecond as the one before, whose words serve for both. */
export function storedFactsOf({ places, data }: FactLines): readonly StoredFact[] {
  const datas = JSON.parse(`[${data}]`) as readonly object[]
  const lines = places.split('\n')
  if (lines.length !== datas.length) throw new Error(`${datas.length} events came with ${lines.length} places`)
  let latestMs = ''
  let recordedAt = ''
  return datas.map((one, at) => {
    const [position = '', stream = '', eventId = '', type = '', schemaVersion = '', ms = ''] = lines[at]?.split('\t') ?? []
    if (ms !== latestMs) [latestMs, recordedAt] = [ms, new Date(Number(ms)).toISOString()]
    const id = eventId === '' ? null : eventId
    return { eventId: id, type, schemaVersion: Number(schemaVersion), data: one, stream, position: BigInt(position), recordedAt }
  })
}
