import { describe, expect, it } from '@jest/globals'
import { roughTime } from './times.ts'

describe('a rough time', () => {
  it('is told in seconds while people count in seconds, never as nothing', () => {
    expect([0.2, 6.4, 89].map(roughTime)).toEqual(['1 s', '6 s', '89 s'])
  })
  it('is told in minutes after that', () => {
    expect([90, 150, 600].map(roughTime)).toEqual(['2 min', '3 min', '10 min'])
  })
})
