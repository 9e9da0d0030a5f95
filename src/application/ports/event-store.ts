import type { DomainEvent } from '../../domain/decider.ts'

/** Who caused an event and on behalf of what. Made at the edge, passed on by handleCommand, never read by the domain. */
export type EventMeta = {
  /** The job, else the request. */
  readonly correlationId: string
  /** The command's id for events of a decision. */
  readonly causationId: string
  readonly actor: { readonly kind: 'user' | 'system'; readonly id: string }
  /** SHA-256 of the request body under an Idempotency-Key; only in the first event of a stream. */
  readonly fingerprint?: string
  readonly traceparent?: string
}

export type NewEvent<Event extends DomainEvent = DomainEvent> = Event & { readonly eventId: string; readonly meta: EventMeta }

export type Recorded<Event extends DomainEvent = DomainEvent> = Event & {
  readonly eventId: string
  readonly stream: string
  /** 0 for the first event of the stream, without gaps. */
  readonly revision: bigint
  /** Grows with commit order over all streams; gaps are harmless: nothing below a visible position can appear later. */
  readonly position: bigint
  /** ISO 8601, UTC, by the store's clock. */
  readonly recordedAt: string
  readonly meta: EventMeta
}

/** What views are made of: what happened, where and when; not who caused it. */
export type Fact<Event extends DomainEvent = DomainEvent> = Event & Pick<Recorded, 'stream' | 'position' | 'recordedAt'>

export type Page<Event extends Fact = Recorded> = {
  /** In order of position. */
  readonly events: readonly Event[]
  /** Everything up to here was looked at: the next `after`, even when the filter matched nothing. */
  readonly scannedTo: bigint
}

export type AppendAnswer = {
  /**
   * `stored`: written, or written before with the same ids at the same place. `conflict`: the stream is not at the expected revision, or
   * only some of the ids are there. `closed`: the stream takes no more events.
   */
  readonly outcome: 'stored' | 'conflict' | 'closed'
  /** Last revision of the stream; -1n for none. */
  readonly revision: bigint
  /** Position of the last event of this append; 0n unless stored. */
  readonly position: bigint
  /** Only where the store is certain that this call wrote the events; never for a repetition. Not every store can tell. */
  readonly wroteNow?: true
}

/**
 * The log. Position order is commit order. Payloads are at most 64 KiB of JSON each and 500 events an append; protected fields are
 * encrypted by the codec and read as `null` once their subject's key is destroyed.
 *
 * Throws `EventRejected` for input that breaks these limits, `EventStoreUnavailable` when the store cannot be reached: the append may
 * then have happened or not, and repeating it with the same event ids is safe. Whatever reads events throws `EventIsNewer`.
 */
export interface EventStore {
  /** All events of a stream, oldest first; empty for an unknown stream. */
  readStream<Event extends DomainEvent>(stream: string): Promise<readonly Recorded<Event>[]>
  /** Events after a position, over all streams; `types` narrows. `limit` counts events returned. */
  readAll(after: bigint, limit: number, types?: readonly string[]): Promise<Page>
  /**
   * As `readAll`, for half of what that costs: views are built anew from millions of events. A store that knows where a full page ends before
   * its texts are opened calls `endsAt`, so that the page behind it can be asked for meanwhile.
   */
  readFacts(after: bigint, limit: number, types: readonly string[], endsAt?: (position: bigint) => void): Promise<Page<Fact>>
  /** Position of the last event; 0n for an empty log. */
  head(): Promise<bigint>
  /** Judged in this order: same ids there already, stream closed, expected revision. */
  append(stream: string, after: bigint | 'no-stream', events: readonly NewEvent[]): Promise<AppendAnswer>
  /** Calls back soon after something was appended, by this process or another; a hint, polling is the truth. Returns the unsubscriber. */
  onAppended(listener: () => void): () => void
}

export class EventRejected extends Error {
  override readonly name = 'EventRejected'
}

export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable'
}

/** An event of a type or version that only a newer program knows. Nothing is wrong with it: who meets it leaves what it belongs to to that program. */
export class EventIsNewer extends Error {
  override readonly name = 'EventIsNewer'
}
