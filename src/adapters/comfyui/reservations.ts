import type { Clock } from '../../application/ports/clock.ts'

/**
 * Places in queues that are promised to runs on their way: between the choice of a backend and its submission lies an upload. A promise
 * that was kept still counts for whoever read the queue before: they have not seen the run in it.
 */
export type Reservations = {
  /** A moment to read a queue from; `held` counts what cannot be in that reading. */
  moment(): number
  held(backendId: string, readAt: number): number
  hold(backendId: string): void
  /** The run is still on its way: a promise lasts another `ms`. */
  extend(backendId: string, ms: number): void
  /** A submission was answered, or will not come: one promise is over. */
  settle(backendId: string): void
}

type Place = { readonly backendId: string; untilMs: number; settledAt: number | null }

/** A worker that died keeps its promise no longer than this. */
export const holdMs = 5_000

export function reservations(clock: Pick<Clock, 'now'>): Reservations {
  let places: Place[] = []
  let moments = 0
  const openOn = (backendId: string): Place[] =>
    places
      .filter((place) => place.backendId === backendId && place.settledAt === null && place.untilMs > clock.now())
      .sort((one, other) => one.untilMs - other.untilMs)
  return {
    moment: () => (moments += 1),
    held: (backendId, readAt) => {
      places = places.filter((place) => place.untilMs > clock.now())
      return places.filter((place) => place.backendId === backendId && (place.settledAt === null || place.settledAt > readAt)).length
    },
    hold: (backendId) => void places.push({ backendId, untilMs: clock.now() + holdMs, settledAt: null }),
    extend: (backendId, ms) => {
      const [soonest] = openOn(backendId)
      if (soonest !== undefined) soonest.untilMs = clock.now() + ms
    },
    settle: (backendId) => {
      const [soonest] = openOn(backendId)
      if (soonest === undefined) return
      soonest.settledAt = moments += 1
      soonest.untilMs = clock.now() + holdMs
    },
  }
}
