import { LinePath } from '@visx/shape'
import type { Insights, InsightsFilters } from '../../api/insights.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'
import { utcDay } from '../../ui/times.ts'
import { ChartCard, type Column } from './chart-card.tsx'
import { dayTicks } from './day-ticks.ts'
import { Plot } from './plot.tsx'

type Day = Insights['days'][number]
/** The lowest value of the axis is a multiple of this. */
const stepShare = 0.1
const columns: readonly Column<Day>[] = [
  { name: words.dayColumn, cell: ({ day }) => utcDay(day) },
  { name: words.rate, cell: ({ successRate }) => words.share(successRate ?? 0) },
]

/** The share of jobs that were completed, day by day. Days on which nothing ended leave a gap. */
export function RateChart({ days, filters }: { readonly days: readonly Day[]; readonly filters: InsightsFilters }) {
  const known = days.flatMap(({ successRate }) => (successRate === null ? [] : [successRate]))
  const ended = days.filter(({ successRate }) => successRate !== null)
  const lowest = Math.max(0, Math.min(1 - stepShare, Math.floor(Math.min(1, ...known) / stepShare) * stepShare))
  const told = (place: number): string => {
    const day = days[place]
    return day === undefined ? '' : words.rateAt(utcDay(day.day), day.successRate)
  }
  return (
    <ChartCard title={words.successRate} span={4} csv="days" filters={filters} rows={ended} columns={columns}>
      <Plot
        label={words.successRate}
        heightPx={190}
        places={days.length}
        highest={1}
        lines={[lowest, (lowest + 1) / 2, 1]}
        formatY={words.share}
        ticks={dayTicks(days).filter((_, at) => at % 2 === 0)}
        told={told}
      >
        {({ x, y, columnPx }, at) => {
          const centre = (place: number): number => x(place) + columnPx / 2
          return (
            <>
              <LinePath
                className="l1"
                data={days.map((day, place) => ({ place, rate: day.successRate }))}
                defined={({ rate }) => rate !== null}
                x={({ place }) => centre(place)}
                y={({ rate }) => y(rate ?? 0)}
              />
              {days.map(({ day, successRate }, place) => {
                const alone = days[place - 1]?.successRate == null && days[place + 1]?.successRate == null
                return successRate !== null && (alone || place === at) ? (
                  <circle key={day} className="c1" cx={centre(place)} cy={y(successRate)} r={3} />
                ) : null
              })}
            </>
          )
        }}
      </Plot>
    </ChartCard>
  )
}
