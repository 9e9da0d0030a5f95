import type { StopSignal } from '../../application/ports/clock.ts'

/** Where a reader that was sent away comes back, in ms: one of too many not soon, lest they drive each other out in turns. */
const comeBackMs = { tooMany: 60_000, stopping: 5_000 } as const

/** `end` says goodbye and when to come back. */
export type OpenStream = { end(comeBackMs: number): void }

/** The event streams of one server. */
export type OpenStreams = {
  /** Returns what to call once the stream has closed. */
  enter(ownerId: string, stream: OpenStream): () => void
}

/**
 * Holds a person to `mostOfOne` streams and ends them all when the program stops. The oldest makes room for the newest: it is likely the
 * one whose reader has gone without a word, and to refuse the newest would lock a person out until somebody notices.
 */
export function openStreams(stop: StopSignal | undefined, mostOfOne = 10): OpenStreams {
  const byOwner = new Map<string, Set<OpenStream>>()
  // One listener for all of them, because a signal complains of many.
  const endAll = (): void => {
    for (const own of byOwner.values()) for (const stream of own) stream.end(comeBackMs.stopping)
  }
  stop?.addEventListener('abort', endAll, { once: true })
  return {
    enter(ownerId, stream) {
      const own = byOwner.get(ownerId) ?? new Set()
      byOwner.set(ownerId, own.add(stream))
      const [oldest] = own
      if (own.size > mostOfOne && oldest !== undefined) {
        own.delete(oldest)
        oldest.end(comeBackMs.tooMany)
      }
      if (stop?.aborted === true) stream.end(comeBackMs.stopping)
      return () => {
        own.delete(stream)
        if (own.size === 0 && byOwner.get(ownerId) === own) byOwner.delete(ownerId)
      }
    },
  }
}
