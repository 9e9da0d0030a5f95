import { createHash } from 'node:crypto'
import type { Store } from 'express-rate-limit'
import type { HitCounts } from '../../application/ports/hit-counts.ts'

/** With `gatherMs` calls are told to the others together, that much later: two processes may let in a little more. 0: each is told and waited for. */
export type Sharing = { readonly counts: HitCounts; readonly name: string; readonly windowMs: number; readonly gatherMs: number }

type Entry = {
  /** What all processes together have counted, when it was last asked. */
  shared: number
  /** Ours that they have not heard of: waiting, on their way, and those that could not be told. */
  own: number
  endsAtMs: number
  telling: Promise<void> | null
}

/** Entries of windows that are over are dropped once there are so many. */
const manyEntries = 10_000

/** Counts of calls that several processes share. While the others cannot be told, a process counts on its own: never nothing. */
export function sharedStore({ counts, name, windowMs, gatherMs }: Sharing): Store {
  const entries = new Map<string, Entry>()

  const entryOf = (key: string): Entry => {
    const nowMs = Date.now()
    const known = entries.get(key)
    if (known !== undefined && known.endsAtMs > nowMs) return known
    if (entries.size >= manyEntries) for (const [old, { endsAtMs }] of entries) if (endsAtMs <= nowMs) entries.delete(old)
    const fresh = { shared: 0, own: 0, endsAtMs: nowMs + windowMs, telling: null }
    entries.set(key, fresh)
    return fresh
  }

  async function tell(key: string, entry: Entry): Promise<void> {
    const hits = entry.own
    if (hits === 0) return
    // Away: they stay our own, and are told with the next.
    const answer = await counts.add(hashOf(name, key), hits, windowMs).catch(() => null)
    if (answer === null) return
    entry.own -= hits
    entry.shared = answer.hits
    entry.endsAtMs = Date.now() + answer.endsInMs
  }

  async function count(key: string, hits: number): Promise<Entry> {
    const entry = entryOf(key)
    entry.own += hits
    if (gatherMs === 0) await inTurn(key, entry)
    else {
      entry.telling ??= after(gatherMs)
        .then(() => tell(key, entry))
        .finally(() => (entry.telling = null))
    }
    return entry
  }

  /** One at a time: two at once would both tell of the same calls. */
  function inTurn(key: string, entry: Entry): Promise<void> {
    entry.telling = (entry.telling ?? Promise.resolve()).then(() => tell(key, entry))
    return entry.telling
  }

  return {
    async increment(key) {
      const { shared, own, endsAtMs } = await count(key, 1)
      return { totalHits: shared + own, resetTime: new Date(endsAtMs) }
    },
    async decrement(key) {
      await count(key, -1)
    },
    resetKey: (key) => void entries.delete(key),
  }
}

/** Names of people and addresses are not written down for the sake of counting. */
const hashOf = (name: string, key: string): string => createHash('sha256').update(`${name} ${key}`).digest('base64url')

const after = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref())
