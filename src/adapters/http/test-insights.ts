import type { ActivitySummary } from '../../projections/activity/activity-query.ts'
import type { CoverageSummary } from '../../projections/mask-coverage/mask-coverage-query.ts'
import { ids } from './test-rows.ts'

/** Ada's numbers; whoever asks about everybody gets twice as many, anybody else none. */
export function coverageOf(userId: string | null): CoverageSummary {
  const times = timesOf(userId)
  const buckets = Array.from({ length: 20 }, (_, bucket) => (bucket === 1 ? 3 * times : bucket === 19 ? times : 0))
  const sums = { edits: 4 * times, coveredPixels: 1_300 * times, totalPixels: 4_000 * times }
  return {
    ...sums,
    buckets,
    tenths:
      times === 0
        ? []
        : [
            { tenth: 99, edits: 3 * times },
            { tenth: 1000, edits: times },
          ],
    days: times === 0 ? [] : [{ day: '2026-01-02', ...sums }],
  }
}

export function activityOf(userId: string | null): ActivitySummary {
  const times = timesOf(userId)
  const totals = {
    generations: 2 * times,
    edits: 4 * times,
    completed: 3 * times,
    failed: times,
    cancelled: times,
    open: times,
    pictures: 3 * times,
  }
  if (times === 0) return { totals, days: [], durations: [], failures: [], presets: [] }
  return {
    totals,
    days: [{ day: '2026-01-02', ...totals }],
    durations: [{ kind: 'edit', jobs: 3 * times, medianMs: 6_200, p95Ms: 14_800.5, medianWaitMs: 900, medianEngineMs: null }],
    failures: [{ code: 'engine-lost', jobs: times, retriedWell: 0 }],
    presets: [{ preset: 'scene', value: 'beach_day', jobs: 2 * times }],
  }
}

const timesOf = (userId: string | null): number => (userId === null ? 2 : userId === ids.ada ? 1 : 0)
