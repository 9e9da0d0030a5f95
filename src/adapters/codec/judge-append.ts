import type { AppendAnswer } from '../../application/ports/event-store.ts'
import type { Place, StoredEvent } from './stored-event.ts'

type Stored = Pick<StoredEvent & Place, 'eventId' | 'position'>

/**
 * What an append comes to on a stream as it stands, in the order of the port: the same ids there already, closed, another revision.
 * `fits`: nothing speaks against it.
 */
export function judgeAppend(
  { history, isClosed }: { readonly history: readonly Stored[]; readonly isClosed: boolean },
  after: bigint | 'no-stream',
  events: readonly Pick<StoredEvent, 'eventId'>[],
): AppendAnswer | 'fits' {
  const revision = BigInt(history.length) - 1n
  const expected = after === 'no-stream' ? -1n : after
  const known = new Set(history.map((event) => event.eventId))
  if (events.some((event) => known.has(event.eventId))) {
    const there = history.slice(Number(expected) + 1, Number(expected) + 1 + events.length)
    const same = there.length === events.length && there.every((row, at) => row.eventId === events[at]?.eventId)
    return same ? { outcome: 'stored', revision, position: there.at(-1)?.position ?? 0n } : { outcome: 'conflict', revision, position: 0n }
  }
  if (isClosed) return { outcome: 'closed', revision, position: 0n }
  if (expected !== revision) return { outcome: 'conflict', revision, position: 0n }
  return 'fits'
}
