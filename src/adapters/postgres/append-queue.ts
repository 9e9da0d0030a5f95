export type AppendQueue<Append, Answer> = {
  /** Rejects with `TooManyWaiting` at once, or with whatever `send` threw for the batch or, for bad data, for this append alone. */
  append(append: Append): Promise<Answer>
}

export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting'
}

type Limits = {
  readonly maxAppends: number
  readonly maxChars: number
  readonly maxWaiting: number
  readonly gatherTurns: readonly [least: number, most: number]
}
type Item<Append, Answer> = {
  readonly append: Append
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

const standard: Limits = { maxAppends: 256, maxChars: 1 << 20, maxWaiting: 10_000, gatherTurns: [3, 24] }

/**
 * Coalesces the concurrent appends of a process into batches: while one is at the database, callers gather for the next. One batch flies at
 * a time, for the appends wait for one lock anyway. `send` answers in the order of the batch; `isAboutData` tells whether an error is the
 * fault of the input.
 */
export function appendQueue<Append extends { readonly chars: number }, Answer>(
  send: (batch: readonly Append[]) => Promise<readonly Answer[]>,
  isAboutData: (error: unknown) => boolean,
  limits: Partial<Limits> = {},
): AppendQueue<Append, Answer> {
  const { maxAppends, maxChars, maxWaiting, gatherTurns } = { ...standard, ...limits }
  const [leastTurns, mostTurns] = gatherTurns
  const waiting: Item<Append, Answer>[] = []
  let busy = false
  let callers = 0

  function wake(): void {
    if (busy || waiting.length === 0) return
    busy = true
    gather(0)
  }

  /**
   * A few turns of the event loop, so that callers who are ready now, or woken by those, get on board; then some more while callers of the
   * last flight are missing, for they often come back at once: who falls out of step would otherwise wait for a whole flight. Turns, not a
   * timer: they take microseconds when nobody comes.
   */
  function gather(turns: number): void {
    const aboard = waiting.length
    if (aboard >= maxAppends || turns >= mostTurns || (turns >= leastTurns && aboard >= callers)) return void leave()
    setImmediate(gather, turns + 1)
  }

  async function leave(): Promise<void> {
    const batch = take()
    await flush(batch)
    callers = batch.length + waiting.length
    busy = false
    wake()
  }

  function take(): readonly Item<Append, Answer>[] {
    let count = 0
    let chars = 0
    for (const { append } of waiting) {
      if (count === maxAppends || (count > 0 && chars + append.chars > maxChars)) break
      count += 1
      chars += append.chars
    }
    return waiting.splice(0, count)
  }

  /**
   * Bad data fails the whole statement. The batch is halved, in order, until the guilty append stands alone; the others go through. Should
   * the database have committed after all, the repeat is recognised by its event ids.
   */
  async function flush(batch: readonly Item<Append, Answer>[]): Promise<void> {
    try {
      const answers = await send(batch.map(({ append }) => append))
      for (const [at, item] of batch.entries()) settle(item, answers[at])
    } catch (error) {
      if (batch.length > 1 && isAboutData(error)) {
        const half = batch.length >> 1
        await flush(batch.slice(0, half))
        await flush(batch.slice(half))
      } else for (const item of batch) item.reject(error)
    }
  }

  return {
    append(append) {
      return new Promise((resolve, reject) => {
        if (waiting.length >= maxWaiting) return reject(new TooManyWaiting(`${waiting.length} appends are waiting already`))
        waiting.push({ append, resolve, reject })
        wake()
      })
    },
  }
}

function settle<Append, Answer>(item: Item<Append, Answer>, answer: Answer | undefined): void {
  if (answer === undefined) item.reject(new Error('the batch came back with fewer answers than appends'))
  else item.resolve(answer)
}
