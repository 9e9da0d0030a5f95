import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { modelContract } from './event-store-model.contract.ts'
import { EventRejected, type EventStore, type Fact, type NewEvent } from './event-store.ts'
import { idsOf, newEvent, newEvents, readFrom, streamName } from './append-samples.contract.ts'

export type EventStoreUnderTest = {
  readonly store: EventStore
  closeStream(stream: string): Promise<void>
  stop(): Promise<void>
}

/** Where stores differ. */
export type EventStoreKind = {
  /** Whether an append sees the ids of events in other streams. EventStoreDB compares ids within a stream only. */
  readonly knowsForeignIds: boolean
}

/** What every event store does. `modelRuns`: random histories that are held against a plain array. */
export function eventStoreContract(
  name: string,
  start: () => Promise<EventStoreUnderTest>,
  modelRuns: number,
  kind: EventStoreKind = { knowsForeignIds: true },
): void {
  describe(`event store: ${name}`, () => {
    let under: EventStoreUnderTest
    let store: EventStore
    beforeAll(async () => {
      under = await start()
      store = under.store
    })
    afterAll(() => under.stop())

    appendContract(() => under)
    readContract(() => store)
    rejectionContract(() => store)
    foreignIdContract(() => store, kind)
    modelContract(() => store, modelRuns)
  })
}

function appendContract(under: () => EventStoreUnderTest): void {
  describe('append', () => {
    it('given no stream, when events are appended after "no-stream", then they stand from revision 0 on, exactly as they came', async () => {
      const { store } = under()
      const stream = streamName()
      const events = newEvents(3)
      const answer = await store.append(stream, 'no-stream', events)
      expect(answer).toMatchObject({ outcome: 'stored', revision: 2n })
      const read = await store.readStream(stream)
      expect(read.map(({ type, data, eventId, meta }) => ({ type, data, eventId, meta }))).toEqual(events)
      expect(read.map(({ revision }) => revision)).toEqual([0n, 1n, 2n])
      expect(read.at(-1)?.position).toBe(answer.position)
      expect(read.every((event) => event.stream === stream && !Number.isNaN(Date.parse(event.recordedAt)))).toBe(true)
    })

    it('given a stream, when an append expects another revision, then it is a conflict that tells the revision and stores nothing', async () => {
      const { store } = under()
      const stream = streamName()
      await store.append(stream, 'no-stream', newEvents(2))
      for (const after of ['no-stream', 0n, 2n, 7n] as const) {
        expect(await store.append(stream, after, newEvents(1))).toEqual({ outcome: 'conflict', revision: 1n, position: 0n })
      }
      expect(await store.append(streamName(), 0n, newEvents(1))).toEqual({ outcome: 'conflict', revision: -1n, position: 0n })
      expect(await store.readStream(stream)).toHaveLength(2)
    })

    it('given stored events, when the same ids come again at the same place, then the answer is the first one, whatever came after', async () => {
      const { store } = under()
      const stream = streamName()
      await store.append(stream, 'no-stream', newEvents(1))
      const events = newEvents(2)
      const first = await store.append(stream, 0n, events)
      const later = await store.append(stream, 2n, newEvents(1))
      const again = await store.append(stream, 0n, events)
      expect(again).toEqual({ outcome: 'stored', revision: later.revision, position: first.position })
      expect(again.wroteNow).toBeUndefined()
      expect(await store.readStream(stream)).toHaveLength(4)
    })

    it('given stored events, when only some of the ids come, or in another order, or at another place, then it is a conflict', async () => {
      const { store } = under()
      const stream = streamName()
      const [a, b] = [newEvent(), newEvent()]
      await store.append(stream, 'no-stream', [a, b])
      const conflict = { outcome: 'conflict', revision: 1n, position: 0n }
      expect(await store.append(stream, 1n, [b, newEvent()])).toEqual(conflict)
      expect(await store.append(stream, 'no-stream', [a, b, newEvent()])).toEqual(conflict)
      expect(await store.append(stream, 'no-stream', [b, a])).toEqual(conflict)
      expect(await store.append(stream, 1n, [a, b])).toEqual(conflict)
      expect(await store.readStream(stream)).toHaveLength(2)
    })

    it('given a part of an append, when its first events come again at their place, then they are known', async () => {
      const { store } = under()
      const stream = streamName()
      const events = newEvents(3)
      await store.append(stream, 'no-stream', events)
      const [first] = await store.readStream(stream)
      expect(await store.append(stream, 'no-stream', events.slice(0, 1))).toEqual({
        outcome: 'stored',
        revision: 2n,
        position: first?.position,
      })
    })

    it('given a closed stream, then it takes no more events, but still knows those it has', async () => {
      const { store, closeStream } = under()
      const stream = streamName()
      const events = newEvents(1)
      await store.append(stream, 'no-stream', events)
      await closeStream(stream)
      expect(await store.append(stream, 0n, newEvents(1))).toEqual({ outcome: 'closed', revision: 0n, position: 0n })
      expect(await store.append(stream, 'no-stream', newEvents(1))).toMatchObject({ outcome: 'closed' })
      expect(await store.append(stream, 'no-stream', events)).toMatchObject({ outcome: 'stored', revision: 0n })
    })

    it('given many writers at once on one stream, then one wins each revision and every other gets a conflict', async () => {
      const { store } = under()
      const stream = streamName()
      const answers = await Promise.all(Array.from({ length: 20 }, () => store.append(stream, 'no-stream', newEvents(1))))
      expect(answers.filter((answer) => answer.outcome === 'stored')).toHaveLength(1)
      expect(answers.filter((answer) => answer.outcome === 'conflict')).toHaveLength(19)
      expect(await store.readStream(stream)).toHaveLength(1)
    })

    it('given the same append many times at once, then it is stored once and each gets the same answer', async () => {
      const { store } = under()
      const stream = streamName()
      const events = newEvents(2)
      const answers = await Promise.all(Array.from({ length: 10 }, () => store.append(stream, 'no-stream', events)))
      expect(new Set(answers.map(({ outcome, position }) => `${outcome} ${position}`)).size).toBe(1)
      expect(await store.readStream(stream)).toHaveLength(2)
    })

    it('given 500 events, then they are stored in one append', async () => {
      const { store } = under()
      const stream = streamName()
      expect(await store.append(stream, 'no-stream', newEvents(500))).toMatchObject({ outcome: 'stored', revision: 499n })
    })
  })
}

function readContract(store: () => EventStore): void {
  describe('reading', () => {
    it('given no such stream, then it is empty', async () => {
      expect(await store().readStream(streamName())).toEqual([])
    })

    it('given appends to several streams, then all are read in the order of their positions, page by page, each once', async () => {
      const start = await store().head()
      const streams = [streamName(), streamName()]
      const written: NewEvent[] = []
      for (let round = 0; round < 4; round++) {
        for (const stream of streams) {
          const events = newEvents(2)
          await store().append(stream, round === 0 ? 'no-stream' : BigInt(round * 2 - 1), events)
          written.push(...events)
        }
      }
      const read = await readFrom(store(), start, 3)
      expect(idsOf(read)).toEqual(idsOf(written))
      expect(read.at(-1)?.position).toBe(await store().head())
    })

    it('given a page that is full, then the scan stops at its last event; given one that is not, at the head', async () => {
      const start = await store().head()
      await store().append(streamName(), 'no-stream', newEvents(3))
      const full = await store().readAll(start, 2)
      expect(full.scannedTo).toBe(full.events.at(-1)?.position)
      expect((await store().readAll(full.scannedTo, 2)).scannedTo).toBe(await store().head())
    })

    it('given a filter, then only its types come, and the scan moves past the others', async () => {
      const start = await store().head()
      const meta = newEvent().meta
      const done: NewEvent = { type: 'JobCompleted', data: { outputCount: 1, attempts: 1 }, eventId: randomUUID(), meta }
      await store().append(streamName(), 'no-stream', [newEvent(), done, newEvent()])
      expect(idsOf((await store().readAll(start, 10, ['JobCompleted', 'JobFailed'])).events)).toEqual([done.eventId])
      expect(await store().readAll(start, 10, ['JobFailed'])).toEqual({ events: [], scannedTo: await store().head() })
    })

    it('given facts to read, then they are the same events on the same pages, without who caused them', async () => {
      const start = await store().head()
      const other: NewEvent = { ...newEvent(), type: 'JobCompleted', data: { outputCount: 1, attempts: 1 } }
      await store().append(streamName(), 'no-stream', [...newEvents(3), other])
      const types = [newEvent().type]
      for (const limit of [2, 10]) {
        const { events, scannedTo } = await store().readAll(start, limit, types)
        const facts = await store().readFacts(start, limit, types)
        expect(facts.scannedTo).toBe(scannedTo)
        expect(facts.events.map(factOf)).toEqual(events.map(factOf))
      }
    })

    it('given nothing after a position, then the scan stays there', async () => {
      const head = await store().head()
      expect(await store().readAll(head, 10)).toEqual({ events: [], scannedTo: head })
      expect(await store().readAll(head + 100n, 10)).toEqual({ events: [], scannedTo: head + 100n })
    })

    it('given a listener, then it hears of an append, and no more once it left', async () => {
      let heard = 0
      const leave = store().onAppended(() => (heard += 1))
      const told = new Promise<void>((resolve) => {
        const own = store().onAppended(() => {
          own()
          resolve()
        })
      })
      await store().append(streamName(), 'no-stream', newEvents(1))
      await told
      expect(heard).toBeGreaterThan(0)
      leave()
      heard = 0
      await store().append(streamName(), 'no-stream', newEvents(1))
      expect(heard).toBe(0)
    })
  })
}

const factOf = ({ type, data, stream, position, recordedAt }: Fact) => ({ type, data, stream, position, recordedAt })

function rejectionContract(store: () => EventStore): void {
  describe('what is no append', () => {
    const refused = (events: readonly NewEvent[]): Promise<void> =>
      expect(store().append(streamName(), 'no-stream', events)).rejects.toThrow(EventRejected)

    it('given no event or more than 500, then it is rejected', async () => {
      await refused([])
      await refused(newEvents(501))
    })

    it('given one id twice, then it is rejected', async () => {
      const event = newEvent()
      await refused([event, event])
    })

    it('given what JSON cannot hold, or more than 64 KiB, then it is rejected, and its neighbours of the moment are not', async () => {
      const event = newEvent()
      const good = streamName()
      const neighbour = store().append(good, 'no-stream', newEvents(1))
      await refused([{ ...event, data: { ...event.data, attempt: Number.NaN } }])
      await refused([{ ...event, data: { ...event.data, engineJobId: 'x'.repeat(70_000) } }])
      expect(await neighbour).toMatchObject({ outcome: 'stored' })
    })
  })
}

function foreignIdContract(store: () => EventStore, { knowsForeignIds }: EventStoreKind): void {
  it(`given an id of another stream, then it is ${knowsForeignIds ? 'rejected' : 'stored: this store cannot know'}`, async () => {
    const event = newEvent()
    const append = () => store().append(streamName(), 'no-stream', [event])
    await append()
    if (knowsForeignIds) await expect(append()).rejects.toThrow(EventRejected)
    else expect(await append()).toMatchObject({ outcome: 'stored', revision: 0n })
  })
}
