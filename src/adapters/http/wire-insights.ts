import type { ActivitySummary, OutcomeCounts, Preset } from '../../projections/activity/activity-query.ts'
import type { CoverageSummary } from '../../projections/mask-coverage/mask-coverage-query.ts'
import type { Insights } from './contract/insights.ts'
import { errorTitleOf } from './wire-job.ts'

/** More days than this are told without those on which nothing happened. */
const mostFilledDays = 3_700
const dayMs = 86_400_000

type Days = { readonly from?: string | undefined; readonly to?: string | undefined }

/** What the insights page draws: the sums of the views with what follows from them. */
export function wireInsights(activity: ActivitySummary, coverage: CoverageSummary, asked: Days): Insights {
  return {
    totals: withRate(activity.totals),
    days: daysOf(activity, coverage, asked),
    coverage: coverageOf(coverage),
    durations: activity.durations.map(({ kind, jobs, medianMs, p95Ms, medianWaitMs, medianEngineMs }) => ({
      kind,
      jobs,
      medianSeconds: secondsOf(medianMs),
      p95Seconds: secondsOf(p95Ms),
      medianWaitSeconds: secondsOf(medianWaitMs),
      medianEngineSeconds: secondsOf(medianEngineMs),
    })),
    failures: activity.failures.map(({ code, jobs, retriedWell }) => ({
      ...errorTitleOf(code),
      jobs,
      share: shareOf(jobs, activity.totals.failed),
      retriedWell,
    })),
    presets: {
      scene: presetsOf(activity, 'scene'),
      environment: presetsOf(activity, 'environment'),
      aspectRatio: presetsOf(activity, 'aspectRatio'),
      qualityMode: presetsOf(activity, 'qualityMode'),
    },
  }
}

const withRate = (counts: OutcomeCounts) => ({
  generations: counts.generations,
  edits: counts.edits,
  completed: counts.completed,
  failed: counts.failed,
  cancelled: counts.cancelled,
  open: counts.open,
  pictures: counts.pictures,
  successRate: counts.completed + counts.failed === 0 ? null : shareOf(counts.completed, counts.completed + counts.failed),
})

const noJobs: OutcomeCounts = { generations: 0, edits: 0, completed: 0, failed: 0, cancelled: 0, open: 0, pictures: 0 }

function daysOf(activity: ActivitySummary, coverage: CoverageSummary, asked: Days): Insights['days'] {
  const jobs = new Map(activity.days.map((counts) => [counts.day, counts]))
  const edits = new Map(coverage.days.map((counts) => [counts.day, counts]))
  return calendar([...jobs.keys(), ...edits.keys()].sort(), asked).map((day) => {
    const covered = edits.get(day)
    const coveragePct = covered === undefined ? null : percentOf(covered.coveredPixels, covered.totalPixels)
    return { day, ...withRate(jobs.get(day) ?? noJobs), coveragePct }
  })
}

/** Every day that was asked for, and where that is open, from the first to the last on which something happened. */
function calendar(known: readonly string[], { from, to }: Days): readonly string[] {
  const first = from ?? known[0]
  const last = to === undefined ? known.at(-1) : dayAfter(to, -1)
  if (first === undefined || last === undefined) return []
  const count = Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1
  return count > mostFilledDays ? [...new Set(known)] : Array.from({ length: Math.max(0, count) }, (_, at) => dayAfter(first, at))
}

const dayAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

function coverageOf({ edits, coveredPixels, totalPixels, buckets, tenths }: CoverageSummary): Insights['coverage'] {
  const at = (percent: number): number | null => percentileOf(tenths, edits, percent)
  const width = 100 / buckets.length
  return {
    edits,
    meanPct: percentOf(coveredPixels, totalPixels),
    percentiles: { p10: at(10), p25: at(25), p50: at(50), p75: at(75), p90: at(90), p95: at(95) },
    buckets: buckets.map((count, index) => ({
      fromPct: index * width,
      toPct: (index + 1) * width,
      edits: count,
      share: shareOf(count, edits),
    })),
  }
}

/** The coverage that so many percent of the edits do not pass: one that some edit really had. */
function percentileOf(tenths: CoverageSummary['tenths'], edits: number, percent: number): number | null {
  let left = Math.ceil((edits * percent) / 100)
  for (const { tenth, edits: count } of tenths) {
    left -= count
    if (left <= 0) return tenth / 10
  }
  return null
}

function presetsOf({ presets, totals }: ActivitySummary, wanted: Preset): Insights['presets']['scene'] {
  return presets
    .filter(({ preset }) => preset === wanted)
    .map(({ value, jobs }) => ({ value, jobs, share: shareOf(jobs, totals.generations) }))
}

const shareOf = (part: number, all: number): number => (all === 0 ? 0 : Math.round((10_000 * part) / all) / 10_000)

const percentOf = (covered: number, total: number): number | null => (total === 0 ? null : Math.round((1_000 * covered) / total) / 10)

const secondsOf = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 100) / 10)

/** One of the tables behind the charts, as RFC 4180 asks for it: a head, and lines that end in CR LF. */
export function insightsCsv(insights: Insights, table: 'days' | 'coverage' | 'durations' | 'failures' | 'presets'): string {
  const rows: readonly Readonly<Record<string, string | number | null>>[] = tableOf(insights, table)
  const names = heads[table]
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')
}

function tableOf(insights: Insights, table: 'days' | 'coverage' | 'durations' | 'failures' | 'presets') {
  switch (table) {
    case 'coverage':
      return insights.coverage.buckets
    case 'presets':
      return Object.entries(insights.presets).flatMap(([preset, values]) => values.map((value) => ({ preset, ...value })))
    default:
      return insights[table]
  }
}

const heads = {
  days: ['day', 'generations', 'edits', 'completed', 'failed', 'cancelled', 'open', 'pictures', 'successRate', 'coveragePct'],
  coverage: ['fromPct', 'toPct', 'edits', 'share'],
  durations: ['kind', 'jobs', 'medianSeconds', 'p95Seconds', 'medianWaitSeconds', 'medianEngineSeconds'],
  failures: ['code', 'title', 'jobs', 'share', 'retriedWell'],
  presets: ['preset', 'value', 'jobs', 'share'],
} as const

function cellOf(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
