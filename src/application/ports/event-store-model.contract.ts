import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { EventStore, NewEvent } from './event-store.ts'
import { idsOf, newEvents, readFrom, streamName } from './append-samples.contract.ts'

type Step = { readonly stream: number; readonly expected: number; readonly count: number; readonly repeat: boolean }

/** Random histories, held against a plain array. */
export function modelContract(store: () => EventStore, runs: number): void {
  it(`given ${runs} random histories, then the store behaves like an array`, async () => {
    const step = fc.record({
      stream: fc.nat(2),
      expected: fc.integer({ min: -1, max: 4 }),
      count: fc.integer({ min: 1, max: 3 }),
      repeat: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => againstModel(store(), steps)),
      { numRuns: runs },
    )
    // Hundreds of histories on a database that a busy machine shares with other tests.
  }, 180_000)
}

async function againstModel(store: EventStore, steps: readonly Step[]): Promise<void> {
  const streams = [streamName(), streamName(), streamName()]
  const model = new Map<string, string[]>(streams.map((stream) => [stream, []]))
  const done: { stream: string; after: bigint | 'no-stream'; events: readonly NewEvent[]; position: bigint }[] = []
  const order: string[] = []
  const start = await store.head()
  for (const step of steps) {
    const before = done[done.length >> 1]
    if (step.repeat && before !== undefined) {
      expect(await store.append(before.stream, before.after, before.events)).toMatchObject({ outcome: 'stored', position: before.position })
      continue
    }
    const stream = streams[step.stream] ?? ''
    const history = model.get(stream) ?? []
    const after = step.expected < 0 ? 'no-stream' : BigInt(step.expected)
    const events = newEvents(step.count)
    const answer = await store.append(stream, after, events)
    const fits = step.expected === history.length - 1
    expect(answer.outcome).toBe(fits ? 'stored' : 'conflict')
    if (fits) {
      history.push(...idsOf(events))
      order.push(...idsOf(events))
      done.push({ stream, after, events, position: answer.position })
    }
    expect(answer.revision).toBe(BigInt(history.length - 1))
  }
  for (const stream of streams) expect(idsOf(await store.readStream(stream))).toEqual(model.get(stream))
  expect(idsOf(await readFrom(store, start, 4))).toEqual(order)
}
