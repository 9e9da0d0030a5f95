export type Lanes = {
  /** How many wait. */
  readonly inLine: () => number
  readonly take: <Value>(work: () => Promise<Value>) => Promise<Value>
}

/** At most `most` at once, the others in order of arrival: what is timed begins when there is room for it. */
export function lanes(most: number): Lanes {
  const waiting: (() => void)[] = []
  let taken = 0
  return {
    inLine: () => waiting.length,
    take: async (work) => {
      if (taken >= most) await new Promise<void>((enter) => waiting.push(enter))
      else taken++
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        // The lane is handed over, not freed: a newcomer cannot slip in between.
        if (next === undefined) taken--
        else next()
      }
    },
  }
}
