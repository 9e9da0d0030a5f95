import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { EventStoreUnavailable, type NewEvent } from '../../application/ports/event-store.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import { eventStoreDbClient, eventStoreDbStore, type EventStoreDbStore } from './eventstoredb-store.ts'
import { testEventStoreServer, type TestEventStore } from './test-eventstore-server.ts'

const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } } as const
const eventOf = (type: string): NewEvent => ({ type, data: {}, eventId: randomUUID(), meta })

describe('EventStoreDB that goes away and comes back', () => {
  let server: TestEventStore
  const stores: EventStoreDbStore[] = []
  const opened = (): EventStoreDbStore => {
    const store = eventStoreDbStore({ client: eventStoreDbClient(server.url), codec: jsonCodec, log: { warn: () => undefined } })
    stores.push(store)
    return store
  }
  beforeEach(async () => {
    server = await testEventStoreServer()
  })
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()))
    server.stop()
  })

  it('given an outage, then everything says so without an address, and the append repeated after it is stored once', async () => {
    const store = opened()
    const first = [eventOf('First')]
    await store.append('outage-1', 'no-stream', first)
    server.stop()
    const second = [eventOf('Second')]
    for (const asked of [store.append('outage-1', 0n, second), store.readStream('outage-1'), store.head(), store.readAll(0n, 10)]) {
      const error: unknown = await asked.catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(EventStoreUnavailable)
      expect(String(error)).not.toContain('127.0.0.1')
    }
    await server.restart()
    const answer = await untilItIsBack(() => store.append('outage-1', 0n, second))
    expect(answer).toMatchObject({ outcome: 'stored', revision: 1n })
    expect(await store.append('outage-1', 0n, second)).toEqual(answer)
    expect((await store.readStream('outage-1')).map(({ type }) => type)).toEqual(['First', 'Second'])
  })

  it('given a listener through an outage, then it hears what another process appends after it', async () => {
    const [here, there] = [opened(), opened()]
    let heard = 0
    const leave = here.onAppended(() => (heard += 1))
    await until(() => heard > 0)
    server.stop()
    await server.restart()
    await untilItIsBack(() => there.append('outage-2', 'no-stream', [eventOf('Elsewhere')]))
    // One for the new subscription, one for the event, whichever comes first; then one for the next event alone.
    await until(() => heard > 1)
    await untilItIsBack(() => here.head())
    const before = heard
    await there.append('outage-3', 'no-stream', [eventOf('Elsewhere')])
    await until(() => heard > before)
    leave()
  })

  it('given a type whose name begins as a wanted one does, then it is not read for that', async () => {
    const store = opened()
    await store.append('types-1', 'no-stream', [eventOf('Job'), eventOf('JobCompleted'), eventOf('XJob')])
    expect((await store.readAll(0n, 10, ['Job'])).events.map(({ type }) => type)).toEqual(['Job'])
    expect((await store.readAll(0n, 10)).events.map(({ type }) => type)).toEqual(['Job', 'JobCompleted', 'XJob'])
  })

  it('given an address that cannot be read, then it is refused without a word of it', () => {
    const attempt = () => eventStoreDbClient('esdb://admin:secret@host:port?tls=maybe')
    expect(attempt).toThrow(EventStoreUnavailable)
    expect(attempt).not.toThrow(/secret|host:/)
  })

  it('given an event that another program wrote, then the log is not read past it in silence', async () => {
    const store = opened()
    server.log.append('foreign-1', 'no-stream', [
      { id: randomUUID(), type: 'Foreign', contentType: 'application/json', data: Buffer.from('[1]'), metadata: Buffer.from('') },
    ])
    const { rows } = await store.stored.page(0n, 10)
    expect(rows).toMatchObject([{ type: 'Foreign', schemaVersion: 0 }])
  })
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

async function untilItIsBack<Value>(act: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
