import type { Clock, StopSignal } from '../application/ports/clock.ts'
import { EventIsNewer, EventStoreUnavailable, type EventStore } from '../application/ports/event-store.ts'
import type { Log } from '../application/ports/log.ts'
import type { NewerEvents } from '../application/ports/newer-events.ts'
import { ViewsUnavailable, type Applied, type ProjectionGroup, type ViewStore } from './projection.ts'

/** A group of projections on its way through the log. */
export type Course = {
  readonly store: Pick<EventStore, 'readAll' | 'readFacts' | 'onAppended'>
  readonly views: ViewStore
  readonly group: ProjectionGroup
  /** Longest wait between two looks at the log when nothing called. */
  readonly pollMs: number
  /** How long more is let come once something has, before the log is looked at; for a group that nobody waits for. Without it, not at all. */
  readonly gatherMs?: number
  readonly stop: StopSignal
  readonly log: Log
  readonly clock: Clock
  /** Called after the views have moved. */
  readonly onMoved?: (position: bigint) => void
  readonly newerEvents?: NewerEvents
}

export type Advance =
  | { readonly outcome: 'advanced'; readonly position: bigint; readonly caughtUp: boolean }
  /** Another process moves this group, or has moved it since. */
  | { readonly outcome: 'elsewhere' }
  /** The log or the views cannot be reached; the same step may be tried again. */
  | { readonly outcome: 'unavailable' }
  /** The next event is of a newer program. The group is as good as it was: that program will move it. */
  | { readonly outcome: 'outdated'; readonly position: bigint }
  /** An event cannot be read, or not be applied by a group that stops then. The group stands before it, marked faulted. */
  | { readonly outcome: 'faulted' }

export const pageSizes = { live: 500, farBehind: 1_000, rebuild: 4_000 } as const

/** Pause before something is tried again that an outage or another process has kept from happening. */
export const pauseMs = 1_000

/** How often an event is tried before it counts as poison, and the first pause between; each further pause is twice as long. */
const poison = { tries: 3, firstPauseMs: 50 } as const

/** Reads the next page and applies it. A page that fails is gone through event by event, so that only the guilty one stops the group. */
export async function advance(course: Course, after: bigint, limit: number): Promise<Advance> {
  try {
    return await step(course, after, limit)
  } catch (error) {
    return isOutage(error) ? unavailable(course, after, error) : await eventByEvent(course, after, limit)
  }
}

/** Tries an act on the views until they can be reached. `null` when the stop came first. */
export async function patiently<Value extends object>(
  { clock, stop, log, group }: Course,
  act: () => Promise<Value>,
): Promise<Value | null> {
  while (!stop.aborted) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ViewsUnavailable)) throw error
      log.warn('views wait for the database', { subscription: group.name, error: wordsOf(error) })
      await clock.sleep(pauseMs, stop)
    }
  }
  return null
}

async function step(course: Course, after: bigint, limit: number): Promise<Advance> {
  const page = await course.store.readFacts(after, limit, typesOf(course.group))
  course.newerEvents?.passed(course.group.name)
  if (page.scannedTo === after) return { outcome: 'advanced', position: after, caughtUp: true }
  const answer = await course.views.apply(course.group, after, page.events, page.scannedTo)
  return movedTo(course, answer, page.scannedTo, page.events.length < limit)
}

/** What a group reads of the log. */
export const typesOf = ({ projections }: ProjectionGroup): readonly string[] => [...new Set(projections.flatMap(({ handles }) => handles))]

function movedTo({ onMoved }: Course, answer: Applied, position: bigint, caughtUp: boolean): Advance {
  if (answer !== 'applied') return { outcome: 'elsewhere' }
  onMoved?.(position)
  return { outcome: 'advanced', position, caughtUp }
}

async function eventByEvent(course: Course, after: bigint, count: number): Promise<Advance> {
  let latest: Advance = { outcome: 'advanced', position: after, caughtUp: false }
  try {
    for (let done = 0; done < count && latest.outcome === 'advanced' && !latest.caughtUp && !course.stop.aborted; done += 1) {
      latest = await patientStep(course, latest.position)
    }
    return latest
  } catch (error) {
    if (error instanceof EventIsNewer) return outdated(course, latest.outcome === 'advanced' ? latest.position : after, error)
    if (isOutage(error)) return unavailable(course, after, error)
    throw error
  }
}

async function patientStep(course: Course, after: bigint): Promise<Advance> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await step(course, after, 1)
    } catch (error) {
      if (isOutage(error) || error instanceof EventIsNewer) throw error
      if (tries === poison.tries) return await setAside(course, after, error)
      await course.clock.sleep(poison.firstPauseMs * 2 ** (tries - 1), course.stop)
    }
  }
}

/**
 * Only what was read can be set aside, by a group that parks, or after an operator did so in what readers see: a new version that stopped
 * there once more could never be shown. Else the group stops.
 */
async function setAside(course: Course, after: bigint, error: unknown): Promise<Advance> {
  const page = await course.store.readAll(after, 1, typesOf(course.group)).catch((unreadable: unknown) => {
    if (isOutage(unreadable)) throw unreadable
    return null
  })
  const event = page?.events[0]
  if (event === undefined) return faulted(course, after, error)
  const { group, log, views } = course
  if (group.onPoison === 'stop' && !(await views.isSetAside(group, event.position))) return faulted(course, after, error)
  const reason = wordsOf(error)
  log.error('an event that cannot be applied is set aside', { subscription: group.name, position: String(event.position), error: reason })
  return movedTo(course, await views.park(group, after, { event, attempts: poison.tries, error: reason }), event.position, false)
}

async function faulted({ views, group, log }: Course, after: bigint, error: unknown): Promise<Advance> {
  const reason = wordsOf(error)
  log.error('a view stops before an event that it cannot apply', { subscription: group.name, position: String(after), error: reason })
  await views.fault(group, after, reason)
  return { outcome: 'faulted' }
}

function outdated({ group, log, newerEvents }: Course, position: bigint, { message }: EventIsNewer): Advance {
  const isNews = newerEvents?.met(group.name) !== false
  if (isNews) log.error('views wait for a newer version of the program', { subscription: group.name, error: message })
  return { outcome: 'outdated', position }
}

function unavailable({ group, log }: Course, after: bigint, error: unknown): Advance {
  log.warn('views wait for the database', { subscription: group.name, position: String(after), error: wordsOf(error) })
  return { outcome: 'unavailable' }
}

const isOutage = (error: unknown): boolean => error instanceof ViewsUnavailable || error instanceof EventStoreUnavailable

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'something that is not an error was thrown'
