import type { Insights, InsightsFilters } from '../../api/insights.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'
import { Bars, ChartCard, type Column } from './chart-card.tsx'

type Duration = Insights['durations'][number]
const columns: readonly Column<Duration>[] = [
  { name: words.kind, cell: ({ kind }) => words.durationKinds[kind] },
  { name: words.jobs, cell: ({ jobs }) => words.figure(jobs) },
  { name: words.medianColumn, cell: ({ medianSeconds }) => words.seconds(medianSeconds) },
  { name: words.p95Column, cell: ({ p95Seconds }) => words.seconds(p95Seconds) },
  { name: words.waitColumn, cell: ({ medianWaitSeconds }) => words.seconds(medianWaitSeconds) },
  { name: words.engineColumn, cell: ({ medianEngineSeconds }) => words.seconds(medianEngineSeconds) },
]

/** How long a job takes from asking to having, and how much of that was waiting. */
export function DurationsCard({ durations, filters }: { readonly durations: readonly Duration[]; readonly filters: InsightsFilters }) {
  return (
    <ChartCard
      title={words.durations}
      span={5}
      csv="durations"
      filters={filters}
      rows={durations}
      columns={columns}
      empty={words.noDurations}
    >
      <div className="stack">
        {durations.map(({ kind, medianSeconds, p95Seconds, medianWaitSeconds, medianEngineSeconds }) => (
          <div key={kind} className="stack">
            <h3 className="label">{words.durationKinds[kind]}</h3>
            <Bars
              bars={[
                [words.medianColumn, medianSeconds] as const,
                [words.p95Column, p95Seconds] as const,
                [words.waitColumn, medianWaitSeconds] as const,
                [words.engineColumn, medianEngineSeconds] as const,
              ].map(([name, seconds]) => ({ name, value: seconds ?? 0, told: words.seconds(seconds) }))}
            />
          </div>
        ))}
      </div>
    </ChartCard>
  )
}
