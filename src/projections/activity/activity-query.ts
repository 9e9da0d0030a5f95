import type { InsightsFilter } from '../insights-filter.ts'

/**
 * A job in the numbers that the insights are counted from: what was asked, how it ended, how long it took. No text of anybody, so a row
 * may outlive the erasure of its character.
 */
export type ActivityRow = {
  /** The job's. */
  readonly id: string
  readonly userId: string
  readonly characterId: string
  readonly kind: 'edit' | 'generation'
  /** ISO 8601, UTC. The job counts for this day, whenever it ends. */
  readonly requestedAt: string
  readonly workflow: string
  /** Who drew, or tried last; null while nothing was sent. */
  readonly engine: 'comfyui' | 'preview' | null
  /** What a generation was asked with; null for an edit, which has its source's. */
  readonly scene: string | null
  readonly environment: string | null
  readonly aspectRatio: string | null
  readonly qualityMode: string | null
  readonly outcome: 'open' | 'completed' | 'failed' | 'cancelled'
  /** Why it failed for good; else null. */
  readonly code: string | null
  readonly attempts: number
  /** The ended job that this one tries again. */
  readonly retryOf: string | null
  readonly pictures: number
  /** Milliseconds from the request to the first submission. */
  readonly waitMs: number | null
  /** Milliseconds of drawing, by the engine's own clock. */
  readonly engineMs: number | null
  /** Milliseconds from the request to the end, by the log's clock. */
  readonly totalMs: number | null
  readonly position: bigint
}

export type ActivityFilter = InsightsFilter & {
  readonly kind?: ActivityRow['kind']
  readonly engine?: 'comfyui' | 'preview'
}

/** Jobs by how they ended. `open` ones have not. */
export type OutcomeCounts = {
  readonly generations: number
  readonly edits: number
  readonly completed: number
  readonly failed: number
  readonly cancelled: number
  readonly open: number
  readonly pictures: number
}

/** Of completed jobs, in milliseconds; null where there is none. */
export type Durations = {
  readonly kind: ActivityRow['kind']
  readonly jobs: number
  readonly medianMs: number | null
  readonly p95Ms: number | null
  readonly medianWaitMs: number | null
  readonly medianEngineMs: number | null
}

export type ActivitySummary = {
  readonly totals: OutcomeCounts
  /** Days on which something was asked, oldest first. */
  readonly days: readonly (OutcomeCounts & { readonly day: string })[]
  readonly durations: readonly Durations[]
  /** Most frequent first. `retriedWell`: how many of them were asked once more and then completed. */
  readonly failures: readonly { readonly code: string; readonly jobs: number; readonly retriedWell: number }[]
  /** What generations were asked with, most frequent first. */
  readonly presets: readonly { readonly preset: Preset; readonly value: string; readonly jobs: number }[]
}

export type Preset = 'scene' | 'environment' | 'aspectRatio' | 'qualityMode'

export interface ActivityQuery {
  summary(filter: ActivityFilter): Promise<ActivitySummary>
}
