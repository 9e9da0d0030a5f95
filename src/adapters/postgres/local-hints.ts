import type { HintChannel, Hints } from './database.ts'

export type LocalHints = Hints & {
  /** To the listeners of every channel: after an outage nobody knows what was missed. */
  sendAll(): void
}

/** Hints within one process. Listeners run after the caller's turn, so that they can neither delay nor break a writer. */
export function localHints(): LocalHints {
  const listeners = new Map<HintChannel, Set<() => void>>()
  const send = (channel: HintChannel): void => {
    const all = listeners.get(channel)
    // Asked again when its turn comes: a listener that left meanwhile is not called.
    for (const listener of all ?? []) setImmediate(() => (all?.has(listener) === true ? listener() : undefined))
  }
  return {
    send,
    on(channel, listener) {
      const own = (): void => listener()
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(own))
      return () => void listeners.get(channel)?.delete(own)
    },
    // There is no other process.
    say: () => undefined,
    onSaid: () => () => undefined,
    sendAll() {
      for (const channel of listeners.keys()) send(channel)
    },
  }
}
