import { beforeEach, describe, expect, it } from '@jest/globals'
import { memoryEventStore } from '../adapters/memory/memory-event-store.ts'
import { countingIds } from '../adapters/memory/test-world.ts'
import { ok, rejected, type Decider } from '../domain/decider.ts'
import { handleCommand } from './handle-command.ts'
import { EventStoreUnavailable, type EventStore } from './ports/event-store.ts'

type Counted = { readonly type: 'Counted'; readonly data: { readonly by: number } }
const counter: Decider<number, { readonly by: number }, Counted, { readonly type: 'TooMuch' }> = {
  initial: 0,
  evolve: (count, event) => count + event.data.by,
  decide: ({ by }, count) => {
    if (count + by > 10) return rejected({ type: 'TooMuch' })
    return ok(by === 0 ? [] : [{ type: 'Counted', data: { by } }])
  },
}

describe('handleCommand', () => {
  let eventStore: EventStore
  const cause = (commandId: string) => ({ commandId, correlationId: 'c', actor: { kind: 'user', id: 'u' }, fingerprint: 'f' }) as const
  const count = (by: number, commandId: string, store = eventStore) =>
    handleCommand({ eventStore: store, idSource: countingIds() }, counter, 'counter-1', { by }, cause(commandId))
  beforeEach(() => {
    eventStore = memoryEventStore()
  })

  it('given a command, then its events are appended, named by the command and with its cause', async () => {
    expect(await count(3, 'first')).toEqual({
      ok: true,
      value: { events: [{ type: 'Counted', data: { by: 3 } }], position: 1n, wroteNow: true },
    })
    const [event] = await eventStore.readStream('counter-1')
    expect(event).toMatchObject({
      eventId: countingIds().named('first/0'),
      meta: { causationId: 'first', correlationId: 'c', fingerprint: 'f' },
    })
  })

  it('notes the fingerprint in the first event of a stream only', async () => {
    await count(1, 'first')
    await count(1, 'second')
    expect((await eventStore.readStream('counter-1')).map(({ meta }) => meta.fingerprint)).toEqual(['f', undefined])
  })

  it('given the same command again, then it is answered from its own events, even when it would now be refused', async () => {
    await count(8, 'first')
    expect(await count(8, 'first')).toMatchObject({ ok: true, value: { events: [{ data: { by: 8 } }], position: 1n, wroteNow: false } })
    expect(await count(8, 'another')).toEqual(rejected({ type: 'TooMuch' }))
    expect(await eventStore.readStream('counter-1')).toHaveLength(1)
  })

  it('given a command that changes nothing, then nothing is appended and the position is that of the stream', async () => {
    await count(2, 'first')
    expect(await count(0, 'second')).toEqual({ ok: true, value: { events: [], position: 1n, wroteNow: false } })
  })

  it('given a stream said to be new that is there, then the append finds out and it decides on what is there', async () => {
    await count(8, 'first')
    const again = (by: number, commandId: string) =>
      handleCommand({ eventStore, idSource: countingIds() }, counter, 'counter-1', { by }, cause(commandId), { isNew: true })
    expect(await again(3, 'second')).toEqual(rejected({ type: 'TooMuch' }))
    expect(await again(2, 'third')).toMatchObject({ ok: true, value: { position: 2n } })
    expect(await again(8, 'first')).toMatchObject({ ok: true, value: { position: 1n } })
  })

  it('given somebody faster, then it reads and decides again on what is there now', async () => {
    let interfered = false
    const racing: EventStore = {
      ...eventStore,
      async append(stream, after, events) {
        if (!interfered) {
          interfered = true
          await count(9, 'faster')
        }
        return eventStore.append(stream, after, events)
      },
    }
    expect(await count(5, 'slower', racing)).toEqual(rejected({ type: 'TooMuch' }))
    expect(await eventStore.readStream('counter-1')).toHaveLength(1)
  })

  it('given an append whose answer was lost, then the repeat finds what it had written', async () => {
    const lossy: EventStore = {
      ...eventStore,
      async append(stream, after, events) {
        await eventStore.append(stream, after, events)
        throw new EventStoreUnavailable('the answer was lost')
      },
    }
    await expect(count(4, 'once', lossy)).rejects.toThrow(EventStoreUnavailable)
    expect(await count(4, 'once')).toMatchObject({ ok: true, value: { position: 1n } })
    expect(await eventStore.readStream('counter-1')).toHaveLength(1)
  })

  it('given forty who change one stream at the same moment, then each is told what it did, and nothing is lost', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => count(0.25, `of ${index}`)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(await eventStore.readStream('counter-1')).toHaveLength(40)
  })

  it('given conflicts without end, then it stops after fifty tries', async () => {
    let tries = 0
    const contested: EventStore = {
      ...eventStore,
      async append() {
        tries += 1
        return { outcome: 'conflict', revision: 0n, position: 0n }
      },
    }
    await expect(count(1, 'never', contested)).rejects.toThrow(EventStoreUnavailable)
    expect(tries).toBe(50)
  })
})
