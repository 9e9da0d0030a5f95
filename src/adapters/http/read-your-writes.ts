import type { Accepted } from '../../application/use-cases.ts'
import type { Door } from './route.ts'

/** Longest wait for the views after a change: what was written is then seen by the next read. */
const longestWaitMs = 2_000
export const replayedHeader = 'Idempotency-Replayed'

/** Waits until the views show a change. The headers say when they do not yet, and whether the answer was given before. */
export async function settled(door: Door, accepted: Accepted): Promise<Readonly<Record<string, string>>> {
  const lag = await door.queries.views.waitFor(accepted.position, longestWaitMs)
  return {
    ...(lag > 0n ? { 'X-Projection-Lag': String(lag) } : {}),
    ...(accepted.replayed ? { [replayedHeader]: 'true' } : {}),
  }
}
