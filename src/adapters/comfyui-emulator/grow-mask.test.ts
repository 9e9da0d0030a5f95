import { describe, expect, it } from '@jest/globals'
import { growMask } from './grow-mask.ts'
import type { Mask } from './pixels.ts'

const mask = (rows: readonly string[]): Mask => ({
  widthPx: rows[0]?.length ?? 0,
  heightPx: rows.length,
  values: Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 255 : sign === 'o' ? 100 : 0)),
})

describe('growMask', () => {
  const dot = mask(['.......', '.......', '.......', '...#...', '.......', '.......', '.......'])

  it('given steps over a plus, then a dot becomes a diamond', () => {
    expect(growMask(dot, 2, true)).toEqual(mask(['.......', '...#...', '..###..', '.#####.', '..###..', '...#...', '.......']))
  })

  it('given steps over a square, then a dot becomes a square', () => {
    expect(growMask(dot, 2, false)).toEqual(mask(['.......', '.#####.', '.#####.', '.#####.', '.#####.', '.#####.', '.......']))
  })

  it('given steps backwards, then it shrinks by as much', () => {
    expect(growMask(growMask(dot, 2, false), -2, false)).toEqual(dot)
    expect(growMask(dot, -1, true).values).toEqual(new Uint8Array(49))
  })

  it('given borders, then nothing comes round the corner', () => {
    expect(growMask(mask(['#...', '....', '...#']), 1, true)).toEqual(mask(['##..', '#..#', '..##']))
  })

  it('given a soft mask, then the largest value around is taken, step by step', () => {
    expect(growMask(mask(['o...#']), 1, true)).toEqual(mask(['oo.##']))
    expect(growMask(mask(['o...#']), 2, true)).toEqual(mask(['oo###']))
    expect(growMask(mask(['o..', '...', '..#']), 1, false)).toEqual(mask(['oo.', 'o##', '.##']))
  })

  it('given a hard mask and one that is hard but for a distant pixel, then both ways agree', () => {
    let state = 5
    const values = Uint8Array.from({ length: 41 * 30 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return state % 40 === 0 ? 255 : 0
    })
    const hard: Mask = { widthPx: 41, heightPx: 30, values }
    const almost: Mask = { ...hard, values: values.map((value, at) => (at === 0 ? 1 : value)) }
    for (const tapered of [true, false]) {
      const [one, other] = [
        growMask(hard, 3, tapered).values,
        growMask(almost, 3, tapered).values.map((value) => (value === 1 ? 0 : value)),
      ]
      expect(one).toEqual(other)
    }
  })
})
