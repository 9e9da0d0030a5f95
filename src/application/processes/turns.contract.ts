import type { Clock } from '../ports/clock.ts'

/** A clock whose sleeps take a turn of the event loop each; its time counts them. */
export function restlessClock(): Clock {
  let naps = 0
  return {
    now: () => naps,
    sleep: () => new Promise<void>((resolve) => void setImmediate(() => ((naps += 1), resolve()))),
  }
}

/** Throws once it is plain that it will never come to that. */
export async function turnsUntil(reached: () => boolean): Promise<void> {
  for (let turns = 0; !reached(); turns += 1) {
    if (turns > 10_000) throw new Error('it never came to that')
    await new Promise((resolve) => setImmediate(resolve))
  }
}
