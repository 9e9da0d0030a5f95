import { Bar } from '@visx/shape'
import type { Insights, InsightsFilters } from '../../api/insights.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'
import { utcDay } from '../../ui/times.ts'
import { ChartCard, Legend, type Column } from './chart-card.tsx'
import { dayTicks } from './day-ticks.ts'
import { Plot } from './plot.tsx'

type Day = Insights['days'][number]
const gapPx = 1
const columns: readonly Column<Day>[] = [
  { name: words.dayColumn, cell: ({ day }) => utcDay(day) },
  { name: words.generated, cell: ({ generations }) => words.figure(generations) },
  { name: words.edits, cell: ({ edits }) => words.figure(edits) },
]
const legend = <Legend series={{ c1: words.edits, c2: words.generated }} />

/** New pictures and edits of every day, one upon the other. */
export function DaysChart({ days, filters }: { readonly days: readonly Day[]; readonly filters: InsightsFilters }) {
  const told = (place: number): string => {
    const day = days[place]
    return day === undefined ? '' : words.dayBar(utcDay(day.day), day.generations, day.edits)
  }
  return (
    <ChartCard title={words.days} span={8} csv="days" filters={filters} legend={legend} rows={days} columns={columns}>
      <Plot
        label={words.days}
        heightPx={190}
        places={days.length}
        highest={Math.max(1, ...days.map(({ generations, edits }) => generations + edits))}
        ticks={dayTicks(days)}
        told={told}
      >
        {({ x, y, columnPx, bottomPx }) =>
          days.map(({ day, generations, edits }, place) => (
            <g key={day}>
              <Bar className="c2" x={x(place)} width={columnPx} y={y(generations)} height={bottomPx - y(generations)} />
              <Bar
                className="c1"
                x={x(place)}
                width={columnPx}
                y={y(generations + edits)}
                height={Math.max(0, y(generations) - y(generations + edits) - (generations > 0 ? gapPx : 0))}
              />
            </g>
          ))
        }
      </Plot>
    </ChartCard>
  )
}
