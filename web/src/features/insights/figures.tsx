import type { ReactNode } from 'react'
import type { Insights } from '../../api/insights.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'

/** The four numbers that people look for first. */
export function Figures({
  insights,
  before,
  days,
}: {
  readonly insights: Insights
  readonly before: Insights | undefined
  readonly days: number
}) {
  const { totals, coverage, durations } = insights
  const edit = durations.find(({ kind }) => kind === 'edit')
  return (
    <>
      <Figure label={words.made} value={words.figure(totals.pictures)}>
        {before !== undefined && <Change now={totals.pictures} before={before.totals.pictures} days={days} />}
      </Figure>
      <Figure label={words.medianMask} value={coverage.percentiles.p50} unit="%">
        {words.medianMaskHint}
      </Figure>
      <Figure label={words.successRate} value={totals.successRate === null ? null : Math.round(totals.successRate * 1000) / 10} unit="%">
        {words.successHint(totals.failed, totals.failed + totals.completed)}
      </Figure>
      <Figure label={words.editTime} value={edit?.medianSeconds ?? null} unit="s">
        {edit?.p95Seconds == null ? words.editTimeNone : words.editTimeHint(edit.p95Seconds)}
      </Figure>
    </>
  )
}

function Figure({
  label,
  value,
  unit,
  children,
}: {
  readonly label: string
  readonly value: string | number | null
  readonly unit?: string
  readonly children: ReactNode
}) {
  return (
    <div className="card kpi col-3">
      <span className="label">{label}</span>
      <b>
        {value ?? <small>{words.unknown}</small>}
        {value !== null && unit !== undefined && <small> {unit}</small>}
      </b>
      <span className="small secondary">{children}</span>
    </div>
  )
}

function Change({ now, before, days }: { readonly now: number; readonly before: number; readonly days: number }) {
  if (before === 0) return words.firstDays
  const share = (now - before) / before
  return (
    <>
      <span className={share > 0 ? 'kpi__more' : ''}>{share === 0 ? words.asMany : words.more(share)}</span>
      {words.thanBefore(days, share === 0)}
    </>
  )
}
