import { describe, expect, it } from '@jest/globals'
import { isRepeat } from './paging.ts'

describe('a page that comes round again', () => {
  it('is told by naming only what was there before', () => {
    expect(isRepeat([['a', 'b'], ['c'], ['a', 'b']])).toBe(true)
    expect(
      isRepeat([
        ['a', 'b'],
        ['c', 'a'],
      ]),
    ).toBe(false)
  })
  it('is not the first one, and not an empty one', () => {
    expect(isRepeat([['a', 'b']])).toBe(false)
    expect(isRepeat([['a'], []])).toBe(false)
    expect(isRepeat([])).toBe(false)
  })
})
