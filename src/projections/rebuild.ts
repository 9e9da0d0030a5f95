import type { Poison, ProjectionGroup, ViewStore } from './projection.ts'

/**
 * What an operator needs of the place where views live. Throws as the view store does.
 */
export interface ViewRebuilds {
  /**
   * Empty tables of the group's versions beside those that are shown. What an earlier rebuild left half-way goes: two rebuilds of a group
   * at once are not meant to be.
   */
  beside(group: ProjectionGroup): Promise<Shadow>
  /** Events that the shown views have set aside, oldest first. */
  parked(group: ProjectionGroup): Promise<readonly ParkedEvent[]>
  /** Puts up with the hole that a parked event left: it is no longer told of. Answers whether there was such an event. */
  accept(group: ProjectionGroup, position: bigint): Promise<boolean>
  /** Forgets the version that was shown before this one and is kept for the way back: erased texts must not lie in it. */
  forgetPrevious(group: ProjectionGroup): Promise<void>
}

/** A group that is being built anew. */
export type Shadow = {
  /** Works on the shadow's own tables; its `show` shows them. */
  readonly views: ViewStore
  /** Compares with the shown views, table by table, in one snapshot; `apart` while the two do not stand at the same position. */
  compare(): Promise<Comparison>
  /** Takes the shadow away. */
  discard(): Promise<void>
}

export type Comparison =
  | { readonly outcome: 'apart'; readonly shownAt: bigint; readonly shadowAt: bigint }
  | { readonly outcome: 'compared'; readonly position: bigint; readonly views: readonly ComparedView[] }

/** Canonical hashes of all rows in the order of their ids. */
export type ComparedView = {
  readonly view: string
  readonly rows: number
  readonly shownRows: number
  readonly hash: string
  readonly shownHash: string
}

export type ParkedEvent = Poison & {
  /** ISO 8601, UTC. */
  readonly parkedAt: string
  /** Since when an operator puts up with the hole; null while nobody has looked. */
  readonly acceptedAt: string | null
}
