import type { Clock, StopSignal } from '../application/ports/clock.ts'
import type { EventStore } from '../application/ports/event-store.ts'
import type { Log } from '../application/ports/log.ts'
import { typesOf, type Course } from './advance.ts'
import type { ProjectionGroup, ViewStore } from './projection.ts'
import { rebuildViews, type Rebuilt } from './rebuild-views.ts'
import type { ParkedEvent, ViewRebuilds } from './rebuild.ts'

export type ViewsOperatorPorts = {
  readonly store: EventStore
  readonly viewStore: ViewStore
  readonly rebuilds: ViewRebuilds
  readonly clock: Clock
  readonly log: Log
  readonly stop: StopSignal
  readonly groups: readonly ProjectionGroup[]
}

export class NoSuchGroup extends Error {
  override readonly name = 'NoSuchGroup'
}

/** What the operator of an installation can ask of its views. A group that does not exist throws `NoSuchGroup`. */
export type ViewsOperator = {
  readonly groups: readonly string[]
  /** As `rebuildViews`; `onMoved` tells positions of the log as they are passed. */
  rebuild(group: string, show: 'when-same' | 'always' | 'never', onMoved: (position: bigint) => void): Promise<Rebuilt>
  parked(group: string): Promise<readonly ParkedEvent[]>
  accept(group: string, position: bigint): Promise<boolean>
  /** Sets the event aside before which a group stands still. `not-faulted`: it does not; `unreadable`: this program cannot even read it. */
  skip(group: string): Promise<'skipped' | 'not-faulted' | 'unreadable' | 'elsewhere'>
  forgetPrevious(group: string): Promise<void>
}

export function viewsOperator(ports: ViewsOperatorPorts): ViewsOperator {
  const { store, viewStore, rebuilds, clock, log, stop, groups } = ports
  const named = (name: string): ProjectionGroup => {
    const group = groups.find((one) => one.name === name)
    if (group === undefined)
      throw new NoSuchGroup(`there is no group of views named ${name}: there are ${groups.map((one) => one.name).join(', ')}`)
    return group
  }
  const courseOf = (group: ProjectionGroup): Course => ({ store, views: viewStore, group, pollMs: 1_000, stop, log, clock })
  return {
    groups: groups.map(({ name }) => name),
    async rebuild(name, show, onMoved) {
      const group = named(name)
      await viewStore.open(group)
      return rebuildViews({ ...courseOf(group), onMoved }, rebuilds, show)
    },
    parked: async (name) => rebuilds.parked(named(name)),
    accept: async (name, position) => rebuilds.accept(named(name), position),
    async skip(name) {
      const group = named(name)
      const state = await viewStore.open(group)
      if (state.status !== 'faulted') return 'not-faulted'
      const page = await store.readAll(state.position, 1, typesOf(group)).catch(() => null)
      const event = page?.events[0]
      if (event === undefined) return 'unreadable'
      const poison = { event, attempts: 0, error: state.error ?? 'set aside by the operator' }
      return (await viewStore.park(group, state.position, poison)) === 'applied' ? 'skipped' : 'elsewhere'
    },
    forgetPrevious: async (name) => rebuilds.forgetPrevious(named(name)),
  }
}
