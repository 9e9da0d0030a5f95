import type { Clock, StopSignal } from '../application/ports/clock.ts'
import { EventIsNewer, type EventStore, type Fact, type Recorded } from '../application/ports/event-store.ts'
import type { Course } from './advance.ts'
import { newerEvents } from '../application/ports/newer-events.ts'
import type { Log, LogFields } from '../application/ports/log.ts'
import { ViewsUnavailable, type GroupState, type Poison, type ProjectionGroup, type ViewStore } from './projection.ts'
import { keepProjections } from './keep-projections.ts'
import { runProjections } from './run-projections.ts'
import { views } from './views.ts'

type Twists = {
  readonly pollMs?: number
  readonly gatherMs?: number
  readonly group?: ProjectionGroup
  readonly rebuilding?: boolean
  readonly openFails?: number
  readonly showFails?: number
  readonly unreadable?: bigint
  /** Until when an event is one that only a newer program knows. */
  readonly newer?: { readonly at: bigint; isKnown: boolean }
  readonly refuse?: (position: bigint) => Error | null
}

/** A log, views and a clock that the test moves; sleeps of a second and less pass at once. */
export function worldWith(initial: readonly Recorded[], twists: Twists = {}) {
  const log = [...initial]
  const listeners = new Set<() => void>()
  const pageLimits: number[] = []
  const moves: bigint[] = []
  const errors: LogFields[] = []
  const sleeping: (() => void)[] = []
  const head = (): bigint => log.at(-1)?.position ?? 0n
  const double = viewsWith(twists)
  const newer = newerEvents()
  const stopping = stopSignal()
  const store: Pick<EventStore, 'readAll' | 'readFacts' | 'onAppended'> = {
    readFacts: (after, limit, types) => store.readAll(after, limit, types),
    async readAll(after, limit) {
      pageLimits.push(limit)
      const events = log.filter(({ position }) => position > after).slice(0, limit)
      if (events.some(({ position }) => position === twists.unreadable)) throw new Error('an event of a newer schema')
      if (twists.newer?.isKnown === false && events.some(({ position }) => position === twists.newer?.at))
        throw new EventIsNewer('of tomorrow')
      return { events, scannedTo: events.length === limit ? (events.at(-1)?.position ?? after) : head() > after ? head() : after }
    },
    onAppended(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const course: Course = {
    store,
    views: double.store,
    group: twists.group ?? views,
    pollMs: twists.pollMs ?? 60_000,
    gatherMs: twists.gatherMs ?? 0,
    stop: stopping.signal,
    log: logTo(errors),
    clock: clockOf(sleeping),
    newerEvents: newer,
    onMoved: (position) => moves.push(position),
  }
  return {
    log,
    head,
    views: double,
    listeners,
    pageLimits,
    moves,
    errors,
    sleeping,
    newer,
    stop: stopping.fire,
    run: () => runProjections(course),
    keep: () => keepProjections(course),
    async until(reached: () => boolean) {
      for (let turns = 0; !reached(); turns += 1) {
        if (turns > 10_000) throw new Error('it never came to that')
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** Sleeps of a second and less pass at once; longer ones wait in `sleeping` for the test or the signal. */
const clockOf = (sleeping: (() => void)[]): Clock => ({
  now: () => 0,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve()
      if (ms <= 1_000) return void setImmediate(resolve)
      sleeping.push(resolve)
      signal?.addEventListener('abort', () => resolve())
    }),
})

type ViewsDouble = {
  readonly applied: bigint[]
  refusals: number
  /** Where the version stood each time that it was shown. */
  readonly shows: bigint[]
  readonly parked: Poison[]
  /** What readers do without already. */
  readonly setAside: Set<bigint>
  /** Where another process will have moved the checkpoint by the next page, and each time that it is looked at after that. */
  movesElsewhere: bigint[]
  /** What others do while the version is prepared, and just before it is shown: the second answers how far they have moved what is shown. */
  meanwhile: { prepare(): void; show(): bigint }
  state: GroupState
  readonly position: bigint
  readonly store: ViewStore
}

function viewsWith({ refuse, rebuilding, openFails = 0, showFails = 0 }: Twists) {
  let opensToFail = openFails
  let showsToFail = showFails
  const views: ViewsDouble = {
    applied: [],
    refusals: 0,
    shows: [],
    parked: [],
    setAside: new Set(),
    movesElsewhere: [],
    meanwhile: { prepare: () => undefined, show: () => 0n },
    state: { position: 0n, status: rebuilding === true ? 'rebuilding' : 'running', error: null },
    get position() {
      return views.state.position
    },
    store: {
      async open() {
        if (opensToFail-- > 0) throw new ViewsUnavailable('not yet')
        if (views.position > 0n) moveElsewhere()
        return views.state
      },
      async apply(_group: ProjectionGroup, after: bigint, page: readonly Fact[], scannedTo: bigint) {
        moveElsewhere()
        if (views.state.position !== after) return 'moved'
        const refusal = page.map(({ position }) => refuse?.(position) ?? null).find((found) => found !== null)
        if (refusal !== undefined) {
          views.refusals += 1
          throw refusal
        }
        views.applied.push(...page.map(({ position }) => position))
        views.state = { ...views.state, position: scannedTo, error: null }
        return 'applied'
      },
      async prepare() {
        views.meanwhile.prepare()
      },
      async show() {
        if (showsToFail-- > 0) throw new ViewsUnavailable('not yet')
        if (views.meanwhile.show() > views.state.position) return 'behind'
        views.shows.push(views.state.position)
        views.state = { ...views.state, status: 'running' }
        return 'shown'
      },
      async fault(_group: ProjectionGroup, _position: bigint, error: string) {
        views.state = { ...views.state, status: 'faulted', error }
      },
      async park(_group: ProjectionGroup, _after: bigint, poison: Poison) {
        views.parked.push(poison)
        const status = views.state.status === 'faulted' ? 'running' : views.state.status
        views.state = { position: poison.event.position, status, error: null }
        return 'applied'
      },
      isSetAside: async (_group: ProjectionGroup, position: bigint) => views.setAside.has(position),
    },
  }
  const moveElsewhere = (): void => {
    const position = views.movesElsewhere.shift()
    if (position !== undefined) views.state = { ...views.state, position }
  }
  return views
}

function stopSignal() {
  const waiting = new Set<() => void>()
  let aborted = false
  const signal: StopSignal = {
    get aborted() {
      return aborted
    },
    addEventListener: (_type, listener) => void waiting.add(listener),
    removeEventListener: (_type, listener) => void waiting.delete(listener),
  }
  const fire = (): void => {
    aborted = true
    for (const listener of waiting) listener()
  }
  return { signal, fire }
}

function logTo(errors: LogFields[]): Log {
  const silent = (): void => undefined
  return { debug: silent, info: silent, warn: silent, error: (_message, fields) => void errors.push(fields ?? {}) }
}

export const eventAt = (position: bigint): Recorded => ({
  type: 'CharacterArchived',
  data: { characterId: 'c' },
  eventId: String(position),
  stream: `character-${position}`,
  revision: 0n,
  position,
  recordedAt: '2026-01-01T00:00:00.000Z',
  meta: { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } },
})
