import type { DomainEvent } from '../../domain/decider.ts'
import { EventRejected, type EventMeta, type Fact, type NewEvent, type Recorded } from '../../application/ports/event-store.ts'

/** An event as it lies in a store: plain JSON, protected texts sealed. */
export type StoredEvent = {
  readonly eventId: string
  readonly type: string
  readonly schemaVersion: number
  readonly data: object
  readonly meta: EventMeta
}

export type Place = Pick<Recorded, 'stream' | 'revision' | 'position' | 'recordedAt'>

/** Of an event, what a fact is made of; the id only where a text is sealed with it. */
export type StoredFact = Pick<StoredEvent, 'type' | 'schemaVersion' | 'data'> &
  Pick<Place, 'stream' | 'position' | 'recordedAt'> & { readonly eventId: string | null }

/** Between the program's events and a store's: what comes out of `decode(encode(x))` is what the program may rely on. */
export type EventCodec = {
  /** Throws `EventRejected` for what may not be stored. */
  encode(events: readonly NewEvent[]): Promise<readonly StoredEvent[]>
  /** In the order given. Throws for an event that this program does not understand. */
  decode(rows: readonly (StoredEvent & Place)[]): Promise<readonly Recorded[]>
  /** As `decode`. */
  decodeFacts(rows: readonly StoredFact[]): Promise<readonly Fact[]>
}

export const mostEventsPerAppend = 500
export const mostBytesPerEvent = 65_536

/**
 * JSON only, for tests of rooms that invent their own event types: no schemas and no sealing, but the same limits and the same round trip,
 * so that a Date, a Map or an undefined in an event shows at once.
 */
export const jsonCodec: EventCodec = {
  async encode(events) {
    refuseBadCount(events)
    return events.map(({ eventId, type, data, meta }) => ({
      eventId,
      type,
      schemaVersion: 1,
      data: asJson(type, data),
      meta: metaOf(type, meta),
    }))
  },
  async decode(rows) {
    return rows.map((row) => recordedOf(row, copyOf(row)))
  },
  async decodeFacts(rows) {
    return rows.map((row) => factOf(row, copyOf(row)))
  },
}

const copyOf = ({ type, data }: DomainEvent): DomainEvent => JSON.parse(JSON.stringify({ type, data })) as DomainEvent

export const factOf = ({ stream, position, recordedAt }: StoredFact, { type, data }: DomainEvent): Fact => ({
  type,
  data,
  stream,
  position,
  recordedAt,
})

/** Field by field: a spread here is the dearest line of a rebuild. */
export function recordedOf(row: StoredEvent & Place, { type, data }: DomainEvent): Recorded {
  const { eventId, stream, revision, position, recordedAt, meta } = row
  return { type, data, eventId, stream, revision, position, recordedAt, meta }
}

export function refuseBadCount(events: readonly NewEvent[]): void {
  if (events.length === 0 || events.length > mostEventsPerAppend) {
    throw new EventRejected(`an append takes 1 to ${mostEventsPerAppend} events, not ${events.length}`)
  }
  if (new Set(events.map((event) => event.eventId)).size < events.length) throw new EventRejected('an event id stands twice in one append')
}

/** The value as JSON gives it back. Refuses what JSON would bend silently (dates, maps, undefined in lists, not-a-number) and what is too big. */
export function asJson(type: string, data: object): object {
  const text = JSON.stringify(data)
  const bytes = Buffer.byteLength(text)
  if (bytes > mostBytesPerEvent) throw new EventRejected(`${type}: ${bytes} bytes of JSON, at most ${mostBytesPerEvent} are stored`)
  const bent = bentPath(data, '')
  if (bent !== null) throw new EventRejected(`${type}${bent}: only plain JSON is stored`)
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new EventRejected(`${type}: data is an object`)
  return parsed
}

export const metaOf = (type: string, meta: EventMeta): EventMeta => asJson(`${type}.meta`, meta) as EventMeta

/** Path of the first value that JSON would not give back as it came; an absent optional field (undefined in an object) is fine. */
function bentPath(value: unknown, path: string): string | null {
  if (value === null || typeof value === 'boolean') return null
  // Half a surrogate pair does not survive UTF-8, and PostgreSQL stores no NUL.
  if (typeof value === 'string') return /[\p{Surrogate}\0]/u.test(value) ? path : null
  if (typeof value === 'number') return Number.isFinite(value) ? null : path
  if (typeof value !== 'object') return path
  if (Array.isArray(value)) return firstBent(value.map((item, index) => [item, `${path}[${index}]`] as const))
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return path
  return firstBent(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [item, `${path}.${key}`] as const),
  )
}

function firstBent(items: readonly (readonly [unknown, string])[]): string | null {
  for (const [item, path] of items) {
    const bent = bentPath(item, path)
    if (bent !== null) return bent
  }
  return null
}
