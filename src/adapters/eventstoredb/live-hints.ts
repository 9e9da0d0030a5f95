import { END, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client'
import type { Log } from '../../application/ports/log.ts'
import { kindOf } from './naming-errors.ts'
import { filterOf } from './scan-log.ts'

const firstPauseMs = 100
const longestPauseMs = 10_000

export type LiveHints = {
  /** To the listeners of this process, after the caller's turn. */
  send(): void
  on(listener: () => void): () => void
  close(): Promise<void>
}

/** "Something was appended", by whomever: a live subscription that is made again, ever more slowly, for as long as somebody listens. */
export function liveHints(client: EventStoreDBClient, log: Pick<Log, 'warn'>): LiveHints {
  const listeners = new Set<() => void>()
  let following: Promise<void> | null = null
  let leave = (): void => undefined

  function send(): void {
    // Asked again when its turn comes: a listener that left meanwhile is not called.
    for (const listener of listeners) setImmediate(() => (listeners.has(listener) ? listener() : undefined))
  }

  async function follow(): Promise<void> {
    for (let pauseMs = firstPauseMs; listeners.size > 0; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const subscription = client.subscribeToAll({ fromPosition: END, filter: filterOf(undefined, () => undefined) })
      leave = () => void subscription.destroy()
      await listen(subscription, () => (pauseMs = firstPauseMs)).catch((error: unknown) =>
        listeners.size > 0 ? log.warn('the log is followed again after a pause', { error: kindOf(error) }) : undefined,
      )
      await subscription.unsubscribe().catch(() => undefined)
      if (listeners.size > 0) await pause(pauseMs)
    }
    following = null
  }

  async function listen(subscription: AllStreamSubscription, onConfirmed: () => void): Promise<void> {
    subscription.on('confirmation', () => {
      onConfirmed()
      // What was appended while nobody followed is found by looking once more.
      send()
    })
    for await (const { event } of subscription) if (event !== undefined) send()
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      leave = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  function left(): void {
    if (listeners.size === 0) leave()
  }

  return {
    send,
    on(listener) {
      const own = (): void => listener()
      listeners.add(own)
      following ??= follow()
      return () => {
        listeners.delete(own)
        left()
      }
    },
    async close() {
      listeners.clear()
      left()
      await following
    },
  }
}
