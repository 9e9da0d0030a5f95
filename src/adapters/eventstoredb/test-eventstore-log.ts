export type Proposed = {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

export type TestRecord = Proposed & {
  readonly stream: string
  readonly revision: number
  readonly position: bigint
  readonly createdMs: number
}

export type Expected = 'no-stream' | 'any' | bigint

/** `position`: null where the server does not tell it, for a repeated append. */
export type Written =
  | { readonly ok: true; readonly revision: number; readonly position: bigint | null }
  | { readonly ok: false; readonly current: number | null }

/** A record of the server itself stands before the first event, and after each of so many. */
const everyNthIsSystem = 20

/**
 * The log of a test server, by the rules that the real one documents: an exact expected revision that is the current one stores whatever
 * ids come; one that lies behind is idempotent when the very same ids follow it; all else is a wrong version. Positions are bytes.
 */
export function testEventStoreLog() {
  const all: TestRecord[] = []
  const streams = new Map<string, TestRecord[]>()
  const followers = new Set<(record: TestRecord) => void>()
  let end = 0n
  writeSystemRecord()

  function writeSystemRecord(): void {
    const id = `00000000-0000-4000-8000-${String(all.length).padStart(12, '0')}`
    write('$stats', { id, type: '$statsCollected', contentType: 'application/json', data: Buffer.from('{}'), metadata: Buffer.from('') })
  }

  function write(stream: string, proposed: Proposed): TestRecord {
    const history = streams.get(stream) ?? []
    const record = { ...proposed, stream, revision: history.length, position: end, createdMs: Date.now() }
    end += BigInt(proposed.data.length + proposed.metadata.length + 64)
    streams.set(stream, [...history, record])
    all.push(record)
    for (const follower of followers) follower(record)
    return record
  }

  return {
    all,
    streams,
    append(stream: string, expected: Expected, events: readonly Proposed[]): Written {
      const history = streams.get(stream) ?? []
      const current = history.length - 1
      const wanted = expected === 'any' ? current : expected === 'no-stream' ? -1 : Number(expected)
      const there = history.slice(wanted + 1, wanted + 1 + events.length)
      if (wanted < current && there.length === events.length && there.every((record, at) => record.id === events[at]?.id)) {
        return { ok: true, revision: wanted + events.length, position: null }
      }
      if (wanted !== current) return { ok: false, current: current < 0 ? null : current }
      const written = events.map((event) => write(stream, event))
      if (all.length % everyNthIsSystem === 0) writeSystemRecord()
      return { ok: true, revision: current + events.length, position: written.at(-1)?.position ?? null }
    },
    follow(follower: (record: TestRecord) => void): () => void {
      followers.add(follower)
      return () => void followers.delete(follower)
    },
  }
}

export type TestEventStoreLog = ReturnType<typeof testEventStoreLog>
