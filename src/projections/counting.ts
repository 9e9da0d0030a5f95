/** What a counter stands for, beside its `id`. */
export type Counter = { readonly id: string; readonly [facet: string]: string | boolean }

/**
 * Counters over the rows of a view, kept in the same transaction as the rows: each row adds one to the counter that it names, or to none. So
 * they are right while a view is live and right after it was rebuilt, and whoever asks for a count reads no row.
 */
export type Counting<Row> = {
  readonly name: string
  counterOf(row: Row): Counter | null
}

/** By how much a counter changes. */
export type CountStep = { readonly counter: Counter; readonly by: number }

/** The steps between the rows before a page and those that it changed; counters that come out even are absent. */
export function countSteps<Row>(
  { counterOf }: Counting<Row>,
  before: ReadonlyMap<string, Row>,
  changed: ReadonlyMap<string, Row>,
): readonly CountStep[] {
  const steps = new Map<string, CountStep>()
  const step = (counter: Counter | null, by: number): void => {
    if (counter !== null) steps.set(counter.id, { counter, by: (steps.get(counter.id)?.by ?? 0) + by })
  }
  for (const [key, row] of changed) {
    const was = before.get(key)
    if (was !== undefined) step(counterOf(was), -1)
    step(counterOf(row), 1)
  }
  return [...steps.values()].filter(({ by }) => by !== 0)
}
