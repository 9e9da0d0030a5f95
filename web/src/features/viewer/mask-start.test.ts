import { describe, expect, it } from '@jest/globals'
import { besideFirst } from './mask-start.ts'

const mask = (columns: readonly number[]): Uint8ClampedArray =>
  Uint8ClampedArray.from({ length: 100 * 4 * 4 }, (_, at) => (columns.includes(Math.floor(at / 4) % 100) ? 255 : 0))

describe('the start of a comparison', () => {
  it('is just left of what the mask edits', () => {
    expect(besideFirst(mask([40, 41, 60]), 100)).toBe(38)
  })
  it('stays inside the picture', () => {
    expect(besideFirst(mask([0, 1]), 100)).toBe(2)
  })
  it('is the middle where there is no mask', () => {
    expect(besideFirst(mask([]), 100)).toBe(50)
  })
})
