import type { Insights, InsightsFilters } from '../../api/insights.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'
import { Bars, ChartCard, type Column } from './chart-card.tsx'

type Failure = Insights['failures'][number]
const columns: readonly Column<Failure>[] = [
  { name: words.reason, cell: ({ title }) => title },
  { name: words.jobs, cell: ({ jobs }) => words.figure(jobs) },
  { name: words.retriedWell, cell: ({ retriedWell }) => words.figure(retriedWell) },
]

/** What went wrong how often, and how often a second try went well. */
export function FailuresCard({ failures, filters }: { readonly failures: readonly Failure[]; readonly filters: InsightsFilters }) {
  return (
    <ChartCard title={words.failures} span={5} csv="failures" filters={filters} rows={failures} columns={columns} empty={words.noFailures}>
      <Bars bars={failures.map(({ title, jobs }) => ({ name: title, value: jobs, told: words.figure(jobs) }))} />
    </ChartCard>
  )
}
