import { describe, expect, it } from '@jest/globals'
import { insights } from './contract/insights.ts'
import { activityOf, coverageOf } from './test-insights.ts'
import { ids } from './test-rows.ts'
import { insightsCsv, wireInsights } from './wire-insights.ts'

const adas = wireInsights(activityOf(ids.ada), coverageOf(ids.ada), {})

describe('insights on the wire', () => {
  it('keep the contract, whoever asks', () => {
    for (const user of [null, ids.ada, ids.bob]) {
      expect(insights.safeParse(wireInsights(activityOf(user), coverageOf(user), {})).error).toBeUndefined()
    }
  })

  it('give shares, rates and percentiles that some edit really had', () => {
    expect(adas.totals.successRate).toBe(0.75)
    expect(adas.coverage).toMatchObject({ edits: 4, meanPct: 32.5, percentiles: { p10: 9.9, p75: 9.9, p90: 100, p95: 100 } })
    expect(adas.coverage.buckets[1]).toEqual({ fromPct: 5, toPct: 10, edits: 3, share: 0.75 })
    expect(adas.coverage.buckets[19]).toMatchObject({ fromPct: 95, toPct: 100, edits: 1 })
    expect(adas.durations[0]).toMatchObject({ medianSeconds: 6.2, p95Seconds: 14.8, medianEngineSeconds: null })
    expect(adas.failures[0]).toMatchObject({ code: 'engine-lost', title: expect.stringContaining('lost'), share: 1 })
  })

  it('say null, and not nought, where nothing was counted', () => {
    const none = wireInsights(activityOf(ids.bob), coverageOf(ids.bob), {})
    expect(none.totals.successRate).toBeNull()
    expect(none.coverage).toMatchObject({ meanPct: null, percentiles: { p50: null } })
    expect(none.days).toEqual([])
  })

  it.each([
    ['the days asked for', { from: '2026-01-01', to: '2026-01-04' }, ['2026-01-01', '2026-01-02', '2026-01-03']],
    ['from a day on', { from: '2026-01-01' }, ['2026-01-01', '2026-01-02']],
    ['up to a day', { to: '2026-01-03' }, ['2026-01-02']],
    ['no day at all', { from: '2026-01-05', to: '2026-01-05' }, []],
    ['more days than anybody draws', { from: '0001-01-01', to: '9999-01-01' }, ['2026-01-02']],
  ])('tell of %s, those without jobs included', (_what, asked, days) => {
    expect(wireInsights(activityOf(ids.ada), coverageOf(ids.ada), asked).days.map(({ day }) => day)).toEqual(days)
  })

  it('make CSV that keeps commas and quotes in their cells', () => {
    const odd = { ...adas, failures: [{ code: 'engine-lost' as const, title: 'It said "no", twice', jobs: 1, share: 1, retriedWell: 0 }] }
    expect(insightsCsv(odd, 'failures')).toBe('code,title,jobs,share,retriedWell\r\nengine-lost,"It said ""no"", twice",1,1,0\r\n')
    expect(insightsCsv(adas, 'coverage').split('\r\n')).toHaveLength(22)
    expect(insightsCsv(adas, 'durations').split('\r\n')[1]).toBe('edit,3,6.2,14.8,0.9,')
  })
})
