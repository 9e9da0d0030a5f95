import type { Fact, Recorded } from '../application/ports/event-store.ts'
import type { Counting } from './counting.ts'

/** What every row of a view has: the position of the last event that changed it. */
export type ViewRow = { readonly position: bigint }

/**
 * A view as a pure function: a page of events and the rows it touches go in, the rows that changed come out. No I/O, no clock: applying
 * the same page to the same rows gives the same rows, so live = rebuild.
 */
export type Projection<Row extends ViewRow> = {
  readonly name: string
  /** Raised whenever the same events must give other rows: the view is then rebuilt beside the old one and swapped. */
  readonly version: number
  readonly handles: readonly string[]
  /** Keys of the rows that an event may read or change. */
  keysOf(event: Fact): readonly string[]
  /** Keys of further rows that an event of this row may change with it: its parent, of which an event does not tell. */
  relatedTo?(row: Row): readonly string[]
  /** Counters that are kept with the rows. */
  readonly counting?: Counting<Row>
  /** `rows` holds the stored rows of all keys of the page and of all that these are related to; the answer holds only rows that are new or changed. */
  project(page: readonly Fact[], rows: ReadonlyMap<string, Row>): ReadonlyMap<string, Row>
}

/** Projections that move together: one subscription, one checkpoint, one transaction a page. */
export type ProjectionGroup = {
  readonly name: string
  readonly projections: readonly Projection<ViewRow>[]
  /**
   * What becomes of an event that cannot be applied. `stop`: the group stands before it, because a late view is better than one with a
   * hole, until an operator sets it aside, which holds for every later version too. `park`: it is set aside, told of, and the group goes
   * on. An event that cannot even be read stops every group.
   */
  readonly onPoison: 'stop' | 'park'
}

export type GroupState = { readonly position: bigint; readonly status: 'running' | 'rebuilding' | 'faulted'; readonly error: string | null }

/** `moved`: the checkpoint is not where it was thought to be; `busy`: another process runs the group. */
export type Applied = 'applied' | 'moved' | 'busy'

/**
 * Where rows and checkpoints live. One transaction a call; nothing is read from the log inside it.
 *
 * Every method throws `ViewsUnavailable` when the store cannot be reached or asks to try again; any other error means that the page
 * itself cannot be applied.
 */
export interface ViewStore {
  /**
   * Makes the tables of the group's versions where missing; a group with a new version starts at 0 and is not shown until `show`. The very
   * first one is shown at once, because there is nothing else to see.
   */
  open(group: ProjectionGroup): Promise<GroupState>
  /** Loads the touched rows, projects, saves rows and checkpoint. */
  apply(group: ProjectionGroup, after: bigint, page: readonly Fact[], scannedTo: bigint): Promise<Applied>
  /** Makes versions that are not shown yet fit to be read. It may take long, and what is shown moves on meanwhile. May be done again. */
  prepare(group: ProjectionGroup): Promise<void>
  /**
   * Shows the group's versions under their stable names, at once and for everybody. `behind`: what is shown stands further on, and stays,
   * because nobody may lose sight of what they have seen.
   */
  show(group: ProjectionGroup): Promise<'shown' | 'behind'>
  /** Notes a poison event: the group stops here and says so. */
  fault(group: ProjectionGroup, position: bigint, error: string): Promise<void>
  /** Sets the event after the checkpoint aside and moves the checkpoint over it. What was accepted of the hole that is shown stays so. */
  park(group: ProjectionGroup, after: bigint, poison: Poison): Promise<Applied>
  /** Whether readers do without the event already: whoever builds the group anew may set it aside as well. */
  isSetAside(group: ProjectionGroup, position: bigint): Promise<boolean>
}

/** An event that could not be applied, and why; the reason quotes nothing of it. */
export type Poison = {
  readonly event: Pick<Recorded, 'position' | 'eventId' | 'type' | 'stream'>
  readonly attempts: number
  readonly error: string
}

export class ViewsUnavailable extends Error {
  override readonly name = 'ViewsUnavailable'
}
