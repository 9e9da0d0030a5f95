import { describe, expect, it } from '@jest/globals'
import { daysUntil, roughTime } from './times.ts'

describe('a rough time', () => {
  it('is told in seconds while people count in seconds, never as nothing', () => {
    expect([0.2, 6.4, 89].map(roughTime)).toEqual(['1 s', '6 s', '89 s'])
  })
  it('is told in minutes after that', () => {
    expect([90, 150, 600].map(roughTime)).toEqual(['2 min', '3 min', '10 min'])
  })
})

describe('days until a moment', () => {
  const now = new Date('2026-11-24T12:00:00Z')
  it('count the one that has begun', () => {
    expect(daysUntil('2026-12-24T11:59:59Z', now)).toBe(30)
    expect(daysUntil('2026-11-25T12:00:00Z', now)).toBe(1)
    expect(daysUntil('2026-11-24T12:00:01Z', now)).toBe(1)
  })
  it('are none once it has passed', () => {
    expect(daysUntil('2026-11-20T12:00:00Z', now)).toBe(0)
  })
})
