import type { Clock, StopSignal } from '../ports/clock.ts'
import type { LogCopy } from '../ports/log-copy.ts'
import type { Log } from '../ports/log.ts'

/** Whoever asks the copy lets it catch up first; this only keeps that short. */
const pollsBetween = 10

/** Keeps the copy of the log near its head, until told to stop. Several may run at once. Outages are waited out. */
export async function keepCopy(
  { logCopy, clock, log }: { readonly logCopy: LogCopy; readonly clock: Clock; readonly log: Log },
  { pollMs }: { readonly pollMs: number },
  stop: StopSignal,
): Promise<void> {
  while (!stop.aborted) {
    await logCopy
      .catchUp()
      .catch((error: unknown) => log.warn('the copy of the log waits', { error: error instanceof Error ? error.name : 'not an error' }))
    await clock.sleep(pollMs * pollsBetween, stop)
  }
}
