import type { Clock } from '../../application/ports/clock.ts'
import type { QueueView } from './queue-view.ts'

/**
 * Finds out that a server's worker thread has died: it then goes on answering and queueing and draws nothing any more, for ever. The only
 * signs are a queue that grows while nothing starts, and a run that never ends and never tells anything.
 */
export type StallWatch = {
  /** What the queue looked like just now. */
  observe(queue: QueueView): void
  /** A frame about a run came: it lives. */
  heard(): void
  /** For how long nothing has moved, in milliseconds; null while the backend is well, as far as can be told. */
  stalledMs(): number | null
}

export type StallPatience = {
  /** Work waits and nothing runs: a live worker takes the next one up at once. */
  readonly idleMs: number
  /** A run whose frames we would hear says nothing. Loading a model takes minutes and tells nothing either. */
  readonly ownMs: number
  /** A run of others, who alone hear of it, goes on. */
  readonly foreignMs: number
}

export function stallWatch(clock: Pick<Clock, 'now'>, patience: StallPatience, hears: (clientId: string) => boolean): StallWatch {
  let seen: { readonly key: string; sinceMs: number; readonly limitMs: number } | null = null
  return {
    observe: ({ running, pending }) => {
      if (running.length === 0 && pending.length === 0) return void (seen = null)
      const key = running.length === 0 ? 'nothing runs' : running.map((item) => item.promptId).join(' ')
      const ownIsRunning = running.length > 0 && running.every((item) => hears(item.clientId))
      const limitMs = running.length === 0 ? patience.idleMs : ownIsRunning ? patience.ownMs : patience.foreignMs
      seen = { key, sinceMs: seen?.key === key ? seen.sinceMs : clock.now(), limitMs }
    },
    heard: () => {
      if (seen !== null) seen.sinceMs = clock.now()
    },
    stalledMs: () => {
      const forMs = seen === null ? 0 : clock.now() - seen.sinceMs
      return seen !== null && forMs >= seen.limitMs ? forMs : null
    },
  }
}
