import { describe, expect, it } from '@jest/globals'
import { periodOf } from './period.ts'

describe('a period of days', () => {
  it('given late evening, then it ends with today by UTC, and the one before it touches and does not overlap it', () => {
    expect(periodOf(7, new Date('2026-03-02T23:59:59Z'))).toEqual({
      now: { from: '2026-02-24', to: '2026-03-03' },
      before: { from: '2026-02-17', to: '2026-02-24' },
    })
  })
})
