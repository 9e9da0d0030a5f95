import type { ActivityQuery } from './activity/activity-query.ts'
import type { ImageRow, ImagesQuery } from './images/images-query.ts'
import type { JobRow, JobsQuery } from './job-status/job-status-query.ts'
import type { CharactersQuery } from './characters/characters-query.ts'
import type { MaskCoverageQuery } from './mask-coverage/mask-coverage-query.ts'

/** Everything that can be seen, on one page. Reads come from views, never from streams; views trail the log by `lag`. */
export type Queries = {
  readonly images: ImagesQuery
  readonly jobs: JobsQuery
  readonly characters: CharactersQuery
  readonly maskCoverage: MaskCoverageQuery
  readonly activity: ActivityQuery
  readonly views: ViewsQuery
}

/** Image, job and character rows share one subscription and one transaction: a job is never `completed` before its images are there. */
export interface ViewsQuery {
  /** Log position up to which the views are made. */
  position(): Promise<bigint>
  /** Whether the views stand still before an event that they cannot apply. Until that is mended they only show what was before it. */
  isFaulted(): Promise<boolean>
  /** How every group of views stands. */
  groups(): Promise<readonly GroupHealth[]>
  /** Waits until the views have passed a position, at most `timeoutMs`; answers how many positions are missing (0n: reached). */
  waitFor(position: bigint, timeoutMs: number): Promise<bigint>
  /** Rows of these owners that changed after a position, in order of position: what event streams send, and resend after a reconnect. */
  changesAfter(ownerIds: readonly string[], after: bigint, limit: number): Promise<readonly ViewChange[]>
  /** Calls back soon after the views moved; a hint. Returns the unsubscriber. */
  onMoved(listener: () => void): () => void
}

export type GroupHealth = {
  readonly group: string
  readonly position: bigint
  /** Positions of the log that the shown views have not looked at. */
  readonly lag: bigint
  /** `rebuilding`: shown and moving, while another version is built beside it. */
  readonly status: 'running' | 'rebuilding' | 'faulted'
  readonly error: string | null
  /** Events that were set aside and that nobody has accepted. */
  readonly parked: number
}

export type ViewChange =
  | { readonly kind: 'job'; readonly position: bigint; readonly row: JobRow }
  | { readonly kind: 'image'; readonly position: bigint; readonly row: ImageRow }
