import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  NO_STREAM,
  type AllStreamRecordedEvent,
  type RecordedEvent,
  type StreamingRead,
} from '@eventstore/db-client'
import type { DomainEvent } from '../../domain/decider.ts'
import { EventStoreUnavailable, type AppendAnswer, type EventStore, type Recorded } from '../../application/ports/event-store.ts'
import type { Log } from '../../application/ports/log.ts'
import { judgeAppend } from '../codec/judge-append.ts'
import type { EventCodec, StoredEvent } from '../codec/stored-event.ts'
import { liveHints } from './live-hints.ts'
import { isUnknownStream, isWrongVersion, named } from './naming-errors.ts'
import { ofLeader, scanLog } from './scan-log.ts'
import { closingType, eventDataOf, rowOf, type StoredRow } from './stored-rows.ts'

/** Events as they lie there, their protected texts sealed, for whoever copies them. */
export type StoredPages = {
  head(): Promise<bigint>
  /** As `readAll` of the port. */
  page(
    after: bigint,
    limit: number,
    types?: readonly string[],
  ): Promise<{ readonly rows: readonly StoredRow[]; readonly scannedTo: bigint }>
}

export type EventStoreDbStore = EventStore & { readonly stored: StoredPages; close(): Promise<void> }

export type EventStoreDbNeeds = { readonly client: EventStoreDBClient; readonly codec: EventCodec; readonly log: Pick<Log, 'warn'> }

/** Nothing is asked of the server yet. `url`: `esdb://` or `esdb+discover://`. */
export function eventStoreDbClient(url: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(url)
  } catch {
    // The client quotes the address, and a password may stand in it.
    throw new EventStoreUnavailable('EVENTSTORE_URL is no address that the client of EventStoreDB can read')
  }
}

/**
 * The log in EventStoreDB or KurrentDB, 23.10 or newer. Positions are commit positions: bytes, so they grow by more than one an event. The
 * server compares ids only within a stream, and only at the place that an append names; the rest of the port's promise is kept by reading
 * the stream first, which the exact expected revision makes safe: what was not there then is not there when the append is stored.
 */
export function eventStoreDbStore({ client, codec, log }: EventStoreDbNeeds): EventStoreDbStore {
  const hints = liveHints(client, log)
  const stored = storedPages(client)

  async function append(stream: string, after: bigint | 'no-stream', events: readonly StoredEvent[]): Promise<AppendAnswer> {
    // On a new stream there is nothing to read; should it be old, the server says so.
    const early = after === 'no-stream' ? 'fits' : judgeAppend(await standing(client, stream), after, events)
    if (early !== 'fits') return early
    const expectedRevision = after === 'no-stream' ? NO_STREAM : after
    await client.appendToStream(stream, events.map(eventDataOf), { ...ofLeader, expectedRevision }).catch((error: unknown) => {
      if (!isWrongVersion(error)) throw named(error)
    })
    // The server does not tell an append from its repetition, nor always where the first one lies: the stream does, in either case.
    const answer = judgeAppend(await standing(client, stream), after, events)
    if (answer !== 'fits') return answer
    throw new EventStoreUnavailable('EventStoreDB does not show what it said about an append')
  }

  const store: EventStoreDbStore = {
    stored,
    async readStream<Event extends DomainEvent>(stream: string) {
      return (await codec.decode((await standing(client, stream)).history)) as readonly Recorded<Event>[]
    },
    async readAll(after, limit, types) {
      const { rows, scannedTo } = await stored.page(after, limit, types)
      return { events: await codec.decode(rows), scannedTo }
    },
    readFacts: (after, limit, types) => store.readAll(after, limit, types),
    head: stored.head,
    async append(stream, after, events) {
      const answer = await append(stream, after, await codec.encode(events))
      if (answer.outcome === 'stored') hints.send()
      return answer
    },
    onAppended: hints.on,
    async close() {
      await hints.close()
      await client.dispose()
    },
  }
  return store
}

function storedPages(client: EventStoreDBClient): StoredPages {
  const head = (): Promise<bigint> => headOf(client)
  return {
    head,
    async page(after, limit, types) {
      // Asked first: what is appended during the scan is above it, and so not passed over.
      const end = await head()
      if (end <= after) return { rows: [], scannedTo: after }
      const rows = await scanLog(client, { after, head: end, limit, ...(types === undefined ? {} : { types }) })
      const last = rows.at(-1)?.position ?? 0n
      return { rows, scannedTo: rows.length === limit || last > end ? last : end }
    },
  }
}

/** Position of the last event that is not one of the server's own, which come seldom: the first look from the end nearly always finds it. */
async function headOf(client: EventStoreDBClient): Promise<bigint> {
  for (let look = 4; ; look *= 16) {
    const newest = await collected(client.readAll({ ...ofLeader, direction: BACKWARDS, fromPosition: END, maxCount: look }))
    const own = newest.find((event) => !event.type.startsWith('$'))
    if (own !== undefined) return rowOf(own).position
    if (newest.length < look) return 0n
  }
}

async function standing(
  client: EventStoreDBClient,
  stream: string,
): Promise<{ readonly history: StoredRow[]; readonly isClosed: boolean }> {
  const events = await collected(client.readStream(stream, ofLeader))
  const history = events.filter((event) => event.type !== closingType).map(rowOf)
  return { history, isClosed: history.length < events.length }
}

/** To its end, always: a read that is left halfway stays open at the server. An unknown stream has no events. */
async function collected<Event extends RecordedEvent | AllStreamRecordedEvent>(
  read: StreamingRead<{ readonly event?: Event }>,
): Promise<readonly Event[]> {
  const events: Event[] = []
  try {
    for await (const { event } of read) if (event !== undefined) events.push(event)
  } catch (error) {
    if (!isUnknownStream(error)) throw named(error)
  }
  return events
}
