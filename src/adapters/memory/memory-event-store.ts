import type { DomainEvent } from '../../domain/decider.ts'
import type { Clock } from '../../application/ports/clock.ts'
import { EventRejected, type AppendAnswer, type EventStore, type NewEvent, type Recorded } from '../../application/ports/event-store.ts'
import { judgeAppend } from '../codec/judge-append.ts'
import { jsonCodec, type EventCodec, type Place, type StoredEvent } from '../codec/stored-event.ts'
import { listeners } from './listeners.ts'

export type MemoryEventStore = EventStore & {
  /** The stream takes no more events from now on. */
  closeStream(stream: string): void
}

/** The log as an array: the model that the other stores are held to, and the fast double for tests of the rings above. */
export function memoryEventStore(clock: Pick<Clock, 'now'> = { now: () => Date.now() }, codec: EventCodec = jsonCodec): MemoryEventStore {
  const log: (StoredEvent & Place)[] = []
  const streams = new Map<string, (StoredEvent & Place)[]>()
  const streamOfEvent = new Map<string, string>()
  const closed = new Set<string>()
  const appended = listeners()

  function write(stream: string, after: bigint | 'no-stream', events: readonly StoredEvent[]): AppendAnswer {
    const history = streams.get(stream) ?? []
    refuseForeignIds(stream, events, streamOfEvent)
    const judged = judgeAppend({ history, isClosed: closed.has(stream) }, after, events)
    if (judged !== 'fits') return judged
    const recordedAt = new Date(clock.now()).toISOString()
    for (const event of events) {
      const row = { ...event, stream, revision: BigInt(history.length), position: BigInt(log.length + 1), recordedAt }
      history.push(row)
      log.push(row)
      streamOfEvent.set(event.eventId, stream)
    }
    streams.set(stream, history)
    appended.call()
    return { outcome: 'stored', revision: BigInt(history.length) - 1n, position: BigInt(log.length), wroteNow: true }
  }

  const store: MemoryEventStore = {
    async readStream<Event extends DomainEvent>(stream: string) {
      return (await codec.decode(streams.get(stream) ?? [])) as readonly Recorded<Event>[]
    },
    async readAll(after, limit, types) {
      const head = BigInt(log.length)
      const wanted = log.slice(Number(after)).filter((row) => types === undefined || types.includes(row.type))
      const page = wanted.slice(0, limit)
      const scannedTo = page.length === limit ? (page.at(-1)?.position ?? after) : head > after ? head : after
      return { events: await codec.decode(page), scannedTo }
    },
    readFacts: (after, limit, types) => store.readAll(after, limit, types),
    async head() {
      return BigInt(log.length)
    },
    async append(stream, after, events: readonly NewEvent[]) {
      return write(stream, after, await codec.encode(events))
    },
    onAppended: appended.add,
    closeStream(stream) {
      closed.add(stream)
    },
  }
  return store
}

/** An id that another stream holds is a mistake of the caller. */
function refuseForeignIds(stream: string, events: readonly StoredEvent[], streamOfEvent: ReadonlyMap<string, string>): void {
  const places = events.map((event) => streamOfEvent.get(event.eventId)).filter((place) => place !== undefined)
  if (places.some((place) => place !== stream)) throw new EventRejected('an event id is used by another stream')
}
