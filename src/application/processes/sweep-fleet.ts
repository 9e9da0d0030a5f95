import type { Clock, StopSignal } from '../ports/clock.ts'
import type { FleetLeftovers } from '../ports/fleet-leftovers.ts'
import type { Log } from '../ports/log.ts'

/** Takes away what is over at once and then every `everyMs`, also where nobody works, until told to stop. Several may run at once. */
export async function sweepFleet(
  { fleetLeftovers, clock, log }: { readonly fleetLeftovers: FleetLeftovers; readonly clock: Clock; readonly log: Log },
  { everyMs }: { readonly everyMs: number },
  stop: StopSignal,
): Promise<void> {
  while (!stop.aborted) {
    await fleetLeftovers
      .sweep()
      .catch((error: unknown) =>
        log.warn('what is over is not taken away yet', { error: error instanceof Error ? error.name : 'not an error' }),
      )
    await clock.sleep(everyMs, stop)
  }
}
