import type { Recorded } from './event-store.ts'

/** Which acts of people are wanted; a field that is absent narrows nothing. */
export type ActFilter = {
  /** Who acted. */
  readonly userId?: string
  /** ISO 8601, inclusive. */
  readonly from?: string
  /** ISO 8601, exclusive. */
  readonly to?: string
  /** All that was done on behalf of one request or job. */
  readonly correlationId?: string
  readonly types?: readonly string[]
}

/**
 * Who did what, over all streams: the events whose actor is a person.
 *
 * Throws `EventStoreUnavailable` when the log cannot be reached.
 */
export interface AuditTrail {
  /** Newest first, below a position. */
  actsBefore(position: bigint | null, limit: number, filter: ActFilter): Promise<readonly Recorded[]>
}
