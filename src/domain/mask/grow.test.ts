import { describe, expect, it } from '@jest/globals'
import { assert, constantFrom, integer, property, tuple, uint8Array } from 'fast-check'
import { grow } from './grow.ts'
import { planeOf, type Plane } from './plane.ts'

/** The definition, word for word, and slow. */
function grownByDefinition({ widthPx, values }: Plane, radiusPx: number): Uint8Array {
  return Uint8Array.from(values, (_, at) => {
    const x = at % widthPx
    const y = Math.floor(at / widthPx)
    let most = 0
    values.forEach((value, other) => {
      const dx = (other % widthPx) - x
      const dy = Math.floor(other / widthPx) - y
      if (dx * dx + dy * dy <= radiusPx * radiusPx) most = Math.max(most, value)
    })
    return most
  })
}

const planes = tuple(integer({ min: 1, max: 14 }), integer({ min: 1, max: 14 }), constantFrom(0, 180, 250)).chain(
  ([widthPx, heightPx, least]) =>
    uint8Array({ minLength: widthPx * heightPx, maxLength: widthPx * heightPx }).map((values) =>
      // Most pixels of a real mask are 0; a plane of noise alone would test only crowds.
      planeOf(
        widthPx,
        heightPx,
        values.map((value) => (value < least ? 0 : value)),
      ),
    ),
)

describe('growing a mask', () => {
  it('given one pixel and 3 px, then the disc of dx² + dy² <= 9', () => {
    const dot = planeOf(9, 9)
    dot.values[4 * 9 + 4] = 200
    const rows = Array.from({ length: 9 }, (_, y) =>
      [...grow(dot, 3).values.subarray(y * 9, y * 9 + 9)].map((v) => (v === 200 ? '#' : '.')).join(''),
    )
    expect(rows).toEqual([
      '.........',
      '....#....',
      '..#####..',
      '..#####..',
      '.#######.',
      '..#####..',
      '..#####..',
      '....#....',
      '.........',
    ])
  })

  it('given any mask and any radius, then it is the grey maximum over the disc', () => {
    assert(
      property(planes, integer({ min: 0, max: 9 }), (plane, radiusPx) => {
        expect(grow(plane, radiusPx).values).toEqual(grownByDefinition(plane, radiusPx))
      }),
      { numRuns: 300 },
    )
  })

  it('given 0 px, then a copy', () => {
    const plane = planeOf(2, 1, Uint8Array.from([0, 9]))
    const grown = grow(plane, 0)
    expect(grown.values).toEqual(plane.values)
    expect(grown.values).not.toBe(plane.values)
  })

  it('given values in a Buffer, whose slices are windows, then they stay as they were', () => {
    const buffer = planeOf(3, 1, Buffer.from([0, 9, 0]))
    expect([...grow(buffer, 1).values]).toEqual([9, 9, 9])
    expect([...grow(buffer, 0).values]).toEqual([0, 9, 0])
    expect([...buffer.values]).toEqual([0, 9, 0])
  })

  it('given a radius larger than the picture, then everything takes the largest value', () => {
    const plane = planeOf(3, 3, Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 77]))
    expect(new Set(grow(plane, 64).values)).toEqual(new Set([77]))
  })
})
