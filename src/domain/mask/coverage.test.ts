import { describe, expect, it } from '@jest/globals'
import { coverageOf } from './coverage.ts'
import { planeOf } from './plane.ts'

describe('coverage', () => {
  it('given nothing painted, then no pixel is covered and there is no box', () => {
    expect(coverageOf(planeOf(4, 3))).toEqual({ coveredPixels: 0, totalPixels: 12, bbox: null })
  })

  it('given everything painted, then the box is the picture', () => {
    expect(coverageOf(planeOf(4, 3, new Uint8Array(12).fill(255)))).toEqual({
      coveredPixels: 12,
      totalPixels: 12,
      bbox: { x: 0, y: 0, width: 4, height: 3 },
    })
  })

  it('given soft values, then 128 counts and 127 does not', () => {
    const values = Uint8Array.from([127, 127, 127, 127, 127, 128, 127, 127, 127, 127, 200, 127])
    expect(coverageOf(planeOf(4, 3, values))).toEqual({ coveredPixels: 2, totalPixels: 12, bbox: { x: 1, y: 1, width: 2, height: 2 } })
  })

  it('given one pixel in the last corner, then the box is that pixel', () => {
    const values = new Uint8Array(12)
    values[11] = 255
    expect(coverageOf(planeOf(4, 3, values)).bbox).toEqual({ x: 3, y: 2, width: 1, height: 1 })
  })
})

describe('a plane', () => {
  it('given the wrong number of values, then it cannot be made', () => {
    expect(() => planeOf(4, 3, new Uint8Array(11))).toThrow('needs 12 values, got 11')
  })
})
