import { Bar } from '@visx/shape'
import type { Insights, InsightsFilters } from '../../api/insights.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'
import { ChartCard, Legend, type Column } from './chart-card.tsx'
import { Plot } from './plot.tsx'

type Coverage = Insights['coverage']

/** From here on more than half of the picture is new, and drawing a whole one is no more work. */
const widePct = 60
const named = [0, 25, 50, 75, 100]
const columns: readonly Column<Coverage['buckets'][number]>[] = [
  { name: words.coverage, cell: ({ fromPct, toPct }) => words.coverageRange(fromPct, toPct) },
  { name: words.edits, cell: ({ edits }) => words.figure(edits) },
  { name: words.shareColumn, cell: ({ share }) => words.share(share) },
]

/** How much of a picture edits repaint: in twentieths, and what so many in a hundred stay under. */
export function CoverageChart({ coverage, filters }: { readonly coverage: Coverage; readonly filters: InsightsFilters }) {
  const { buckets } = coverage
  const ticks = named.map((pct) => ({ place: (buckets.length * pct) / 100 - 0.5, name: words.percent(pct) }))
  const told = (place: number): string => {
    const bucket = buckets[place]
    return bucket === undefined ? '' : words.coverageBar(bucket.fromPct, bucket.toPct, bucket.edits, words.share(bucket.share))
  }
  return (
    <ChartCard title={words.coverage} span={7} csv="coverage" filters={filters} rows={buckets} columns={columns}>
      <Plot
        label={words.coverage}
        heightPx={220}
        places={buckets.length}
        highest={Math.max(1, ...buckets.map(({ edits }) => edits))}
        ticks={ticks}
        told={told}
      >
        {({ x, y, columnPx, bottomPx }) =>
          buckets.map(({ fromPct, edits }, place) => (
            <Bar
              key={fromPct}
              className={fromPct >= widePct ? 'c3' : 'c1'}
              x={x(place)}
              width={columnPx}
              y={y(edits)}
              height={bottomPx - y(edits)}
            />
          ))
        }
      </Plot>
      <Legend series={{ c1: words.localEdits, c3: words.wideEdits }} />
      <Percentiles coverage={coverage} />
    </ChartCard>
  )
}

function Percentiles({ coverage: { percentiles, edits } }: { readonly coverage: Coverage }) {
  if (edits === 0) return null
  return (
    <dl className="percentiles" aria-label={words.percentiles}>
      {Object.entries(percentiles).map(([name, value]) => (
        <div key={name}>
          <dt>{words.percentile(name)}</dt>
          <dd className="num">{value === null ? words.unknown : words.percent(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
