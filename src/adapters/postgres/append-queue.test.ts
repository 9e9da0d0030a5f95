import { describe, expect, it } from '@jest/globals'
import { appendQueue, TooManyWaiting } from './append-queue.ts'

const isAboutData = (error: unknown): boolean => error instanceof RangeError

type Told = { readonly told: number; readonly chars: number }

const telling = (told: number): Told => ({ told, chars: `${told}`.length })

/** A database that notes its batches and answers each append with its own text; `bad` appends fail the whole batch. */
function recorder(options: { readonly bad?: number; readonly down?: boolean } = {}) {
  const batches: number[][] = []
  let flying = 0
  let mostFlying = 0
  const send = async (batch: readonly Told[]): Promise<readonly number[]> => {
    const appends = batch.map(({ told }) => told)
    batches.push(appends)
    mostFlying = Math.max(mostFlying, ++flying)
    await new Promise((resolve) => setTimeout(resolve, 1))
    flying -= 1
    if (options.down === true) throw new Error('connection lost')
    if (options.bad !== undefined && appends.includes(options.bad)) throw new RangeError('bad data')
    return appends
  }
  return { send, batches, mostFlying: () => mostFlying }
}

describe('the append queue', () => {
  it('given callers of one turn, then they leave in one batch and each gets its own answer', async () => {
    const { send, batches } = recorder()
    const queue = appendQueue(send, isAboutData)
    expect(await Promise.all([1, 2, 3].map((append) => queue.append(telling(append))))).toEqual([1, 2, 3])
    expect(batches).toEqual([[1, 2, 3]])
  })

  it('given callers some turns apart, then they still leave together', async () => {
    const { send, batches } = recorder()
    const queue = appendQueue(send, isAboutData)
    const first = queue.append(telling(1))
    await new Promise((resolve) => setImmediate(resolve))
    await Promise.all([first, queue.append(telling(2))])
    expect(batches).toEqual([[1, 2]])
  })

  it('given callers who come back some turns apart, then they wait for each other and do not fall out of step', async () => {
    const { send, batches } = recorder()
    const queue = appendQueue(send, isAboutData)
    const caller = async (turns: number): Promise<void> => {
      for (let append = 0; append < 10; append++) {
        await queue.append(telling(turns))
        for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
      }
    }
    await Promise.all([0, 2, 4, 6, 8].map(caller))
    expect(batches.map((batch) => batch.length)).toEqual(Array.from({ length: 10 }, () => 5))
  })

  it('given callers who do not come back, then the next leaves without them', async () => {
    const { send, batches } = recorder()
    const queue = appendQueue(send, isAboutData)
    await Promise.all([1, 2, 3].map((append) => queue.append(telling(append))))
    expect(await queue.append(telling(4))).toBe(4)
    expect(batches).toEqual([[1, 2, 3], [4]])
  })

  it('given callers while a batch flies, then they gather for the next: one flies at a time, in the order of the calls', async () => {
    const { send, batches, mostFlying } = recorder()
    const queue = appendQueue(send, isAboutData)
    const calls: Promise<number>[] = []
    for (let append = 0; append < 100; append++) {
      calls.push(queue.append(telling(append)))
      if (append % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await Promise.all(calls)
    expect(batches.flat()).toEqual(Array.from({ length: 100 }, (_, append) => append))
    expect(mostFlying()).toBe(1)
    expect(batches.length).toBeLessThan(50)
  })

  it('given more than a batch may hold, by number or by length, then the rest waits for the next', async () => {
    const byNumber = recorder()
    const few = appendQueue(byNumber.send, isAboutData, { maxAppends: 2 })
    await Promise.all([1, 2, 3].map((append) => few.append(telling(append))))
    expect(byNumber.batches).toEqual([[1, 2], [3]])
    const byLength = recorder()
    const short = appendQueue(byLength.send, isAboutData, { maxChars: 5 })
    await Promise.all([1_000_000, 20, 300].map((append) => short.append(telling(append))))
    expect(byLength.batches).toEqual([[1_000_000], [20, 300]])
  })

  it('given bad data among others, then it fails alone and the others are stored', async () => {
    const { send } = recorder({ bad: 5 })
    const queue = appendQueue(send, isAboutData)
    const settled = await Promise.allSettled(Array.from({ length: 9 }, (_, append) => queue.append(telling(append))))
    expect(settled.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'refused'))).toEqual([0, 1, 2, 3, 4, 'refused', 6, 7, 8])
  })

  it('given a database that is gone, then every caller of the batch hears it, nothing is repeated, and the queue goes on', async () => {
    const { send, batches } = recorder({ down: true })
    const queue = appendQueue(send, isAboutData)
    for (let round = 1; round <= 2; round++) {
      const settled = await Promise.allSettled([queue.append(telling(1)), queue.append(telling(2))])
      expect(settled.map((answer) => answer.status)).toEqual(['rejected', 'rejected'])
      expect(batches).toHaveLength(round)
    }
  })

  it('given too many that wait, then the next is refused at once', async () => {
    const { send } = recorder()
    const queue = appendQueue(send, isAboutData, { maxWaiting: 2 })
    const waiting = [queue.append(telling(1)), queue.append(telling(2))]
    await expect(queue.append(telling(3))).rejects.toThrow(TooManyWaiting)
    await Promise.all(waiting)
    await expect(queue.append(telling(4))).resolves.toBe(4)
  })

  it('given a batch that comes back short, then the callers without an answer hear of it', async () => {
    const queue = appendQueue<Told, number>(async () => [1], isAboutData)
    const settled = await Promise.allSettled([queue.append(telling(1)), queue.append(telling(2))])
    expect(settled.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected'])
  })
})
