/** Callbacks that are told soon, never inside the call that caused it: a listener can neither delay nor break a writer. */
export function listeners(): { add(listener: () => void): () => void; call(): void } {
  const all = new Set<() => void>()
  return {
    add(listener) {
      const own = () => listener()
      all.add(own)
      return () => void all.delete(own)
    },
    call() {
      for (const listener of all) queueMicrotask(() => (all.has(listener) ? listener() : undefined))
    },
  }
}
