import type { Insights, InsightsFilters } from '../../api/insights.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'
import { Bars, ChartCard, ChartTable } from './chart-card.tsx'

/** What went wrong how often, and how often a second try went well. */
export function FailuresCard({ failures, filters }: { readonly failures: Insights['failures']; readonly filters: InsightsFilters }) {
  return (
    <ChartCard
      title={words.failures}
      className="col-5"
      csv="failures"
      filters={filters}
      empty={failures.length === 0 ? words.noFailures : null}
      table={
        <ChartTable
          label={words.failures}
          rows={failures}
          columns={[
            { name: words.reason, cell: ({ title }) => title },
            { name: words.jobs, cell: ({ jobs }) => words.figure(jobs) },
            { name: words.retriedWell, cell: ({ retriedWell }) => words.figure(retriedWell) },
          ]}
        />
      }
    >
      <Bars bars={failures.map(({ title, jobs }) => ({ name: title, value: jobs, told: words.figure(jobs) }))} />
    </ChartCard>
  )
}
