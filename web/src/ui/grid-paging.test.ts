import { describe, expect, it } from '@jest/globals'
import { pagedTo } from './grid-paging.ts'

const rows = [
  { from: 0, to: 3, heightPx: 100 },
  { from: 3, to: 6, heightPx: 100 },
  { from: 6, to: 9, heightPx: 100 },
  { from: 9, to: 11, heightPx: 100 },
]

describe('paging through the grid', () => {
  it('goes to the first and the last picture', () => {
    expect(pagedTo('Home', 7, rows, 250)).toBe(0)
    expect(pagedTo('End', 1, rows, 250)).toBe(10)
  })
  it('goes by as many rows as fit, and keeps the place in the row', () => {
    expect(pagedTo('PageDown', 1, rows, 250)).toBe(7)
    expect(pagedTo('PageUp', 7, rows, 250)).toBe(1)
  })
  it('goes by one row at least, however low the window', () => {
    expect(pagedTo('PageDown', 1, rows, 40)).toBe(4)
  })
  it('stops at the ends, in a shorter row at its last picture', () => {
    expect(pagedTo('PageDown', 8, rows, 900)).toBe(10)
    expect(pagedTo('PageUp', 1, rows, 900)).toBe(1)
  })
  it('leaves other keys alone, and has nowhere to go in an empty grid', () => {
    expect(pagedTo('a', 1, rows, 250)).toBeNull()
    expect(pagedTo('End', 0, [], 250)).toBeNull()
  })
})
