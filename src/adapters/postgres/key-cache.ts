/** A key that another process destroyed is used here for this long at the latest. */
const freshMs = 1_000
const mostKept = 10_000

export type KeyCache = {
  /**
   * The keys that may be used now. What was read after this is added by `keep`; once a key is destroyed anywhere, the map is nobody's any
   * more, so that a slow reader cannot bring it back.
   */
  fresh(): Promise<Map<string, Uint8Array>>
  forget(): void
}

/** Keys as long as none is destroyed: `countDestroyed`, which only grows, is asked once a second while they are used. */
export function keyCache(countDestroyed: () => Promise<string>, now: () => number): KeyCache {
  let keys = new Map<string, Uint8Array>()
  let destroyed = ''
  let lookedAtMs = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | null = null
  const forget = (): void => void (keys = new Map())

  async function look(): Promise<void> {
    const atMs = now()
    const count = await countDestroyed()
    if (count !== destroyed) forget()
    destroyed = count
    lookedAtMs = atMs
  }

  return {
    async fresh() {
      if (now() - lookedAtMs >= freshMs) await (looking ??= look().finally(() => (looking = null)))
      return keys
    },
    forget,
  }
}

export function keep(keys: Map<string, Uint8Array>, subject: string, key: Uint8Array): void {
  const oldest = keys.size >= mostKept ? keys.keys().next() : null
  if (oldest?.done === false) keys.delete(oldest.value)
  keys.set(subject, key)
}
