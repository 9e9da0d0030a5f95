import type { InsightsFilter } from '../insights-filter.ts'

/** The edits of one day, owner and character that became pictures. Whole numbers only, so that a rebuild gives the same sums. */
export type MaskCoverageRow = {
  /** `day/userId/characterId`. */
  readonly id: string
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string
  readonly userId: string
  readonly characterId: string
  readonly edits: number
  readonly coveredPixels: number
  readonly totalPixels: number
  /** 20 counts of edits: from 0 to below 5 %, from 5 to below 10 %, … from 95 to 100 %. */
  readonly buckets: readonly number[]
  /** Edits by their coverage in tenths of a percent: `{ "99": 3 }` are three edits of 9.9 %. Percentiles come from here. */
  readonly tenths: Readonly<Record<string, number>>
  readonly position: bigint
}

export type CoverageSummary = {
  readonly edits: number
  readonly coveredPixels: number
  readonly totalPixels: number
  /** As in the rows. */
  readonly buckets: readonly number[]
  /** Tenths of a percent, ascending, with their counts. */
  readonly tenths: readonly { readonly tenth: number; readonly edits: number }[]
  /** Days with edits, oldest first. */
  readonly days: readonly { readonly day: string; readonly edits: number; readonly coveredPixels: number; readonly totalPixels: number }[]
}

export interface MaskCoverageQuery {
  summary(filter: InsightsFilter): Promise<CoverageSummary>
}
