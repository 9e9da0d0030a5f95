import { ErrorType } from '@eventstore/db-client'
import { EventRejected, EventStoreUnavailable } from '../../application/ports/event-store.ts'

/** The answer of the client in the port's two words for failure. A client's message may name the server's address; only the kind is passed on. */
export function named(error: unknown): Error {
  if (error instanceof EventStoreUnavailable) return error
  const kind = kindOf(error)
  if (kind === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED) return new EventRejected('EventStoreDB takes fewer bytes in one append')
  if (kind === ErrorType.INVALID_ARGUMENT) return new EventRejected('EventStoreDB refused the data')
  return new EventStoreUnavailable(`EventStoreDB did not answer (${kind})`)
}

/** The client's word for it; some of its errors in an outage have none, only the code of gRPC. */
export function kindOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  if ('type' in error && typeof error.type === 'string') return error.type
  if ('code' in error) return `code ${String(error.code)}`
  return error instanceof Error ? error.name : 'unknown'
}

export const isWrongVersion = (error: unknown): boolean => kindOf(error) === ErrorType.WRONG_EXPECTED_VERSION

export const isUnknownStream = (error: unknown): boolean => kindOf(error) === ErrorType.STREAM_NOT_FOUND
