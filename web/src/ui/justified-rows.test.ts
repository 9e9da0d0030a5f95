import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { justifiedRows } from './justified-rows.ts'

const shapes = fc.array(fc.constantFrom(1, 832 / 1472, 2 / 3, 1.6), { maxLength: 80 })

describe('justified rows', () => {
  it('hold every picture once, in order', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 320, max: 2000 }), (aspects, width) => {
        const rows = justifiedRows(aspects, width, 264, 6)
        expect(rows.flatMap((row) => aspects.slice(row.from, row.to))).toEqual(aspects)
      }),
    )
  })

  it('fill the width exactly, but for the last', () => {
    fc.assert(
      fc.property(shapes, (aspects) => {
        for (const row of justifiedRows(aspects, 1100, 264, 6).slice(0, -1)) {
          const width = aspects.slice(row.from, row.to).reduce((sum, aspect) => sum + aspect * row.heightPx, 6 * (row.to - row.from - 1))
          expect(width).toBeCloseTo(1100, 6)
        }
      }),
    )
  })

  it('do not blow the last row up', () => {
    expect(justifiedRows([1], 1100, 264, 6)).toEqual([{ from: 0, to: 1, heightPx: 264 }])
  })
})
