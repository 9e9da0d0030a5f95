import { describe, expect, it } from '@jest/globals'
import { assert, constantFrom, integer, property, tuple, uint8Array } from 'fast-check'
import { squaredDistances } from './distance.ts'
import { connectedParts } from './parts.ts'
import { planeOf, type Plane } from './plane.ts'

function squaresByDefinition({ widthPx, values }: Plane): number[] {
  const zeros = [...values.keys()].filter((at) => values[at] === 0)
  return [...values.keys()].map((at) =>
    Math.min(
      ...zeros.map((zero) => ((zero % widthPx) - (at % widthPx)) ** 2 + (Math.floor(zero / widthPx) - Math.floor(at / widthPx)) ** 2),
    ),
  )
}

const planes = tuple(integer({ min: 1, max: 14 }), integer({ min: 1, max: 14 }), constantFrom(1, 20, 128, 250)).chain(
  ([widthPx, heightPx, least]) =>
    uint8Array({ minLength: widthPx * heightPx, maxLength: widthPx * heightPx }).map((values) =>
      planeOf(
        widthPx,
        heightPx,
        values.map((value) => (value < least ? 0 : value)),
      ),
    ),
)

describe('distances to what is kept', () => {
  it('given any mask, then they are the exact Euclidean ones', () => {
    assert(
      property(planes, (plane) => {
        expect([...squaredDistances(plane)]).toEqual(squaresByDefinition(plane))
      }),
      { numRuns: 500 },
    )
  })

  it('given nothing that is kept, then they are infinite', () => {
    expect([...squaredDistances(planeOf(2, 2, Uint8Array.of(1, 2, 3, 4)))]).toEqual([Infinity, Infinity, Infinity, Infinity])
  })

  it('given a mask along the border, then the border itself is no distance away from nothing', () => {
    // Kept, then painted up to the right border: distances rise towards the border instead of falling.
    expect([...squaredDistances(planeOf(4, 1, Uint8Array.of(0, 255, 255, 255)))]).toEqual([0, 1, 4, 9])
  })
})

describe('connected parts', () => {
  const plane = planeOf(6, 4, Uint8Array.from([9, 0, 0, 0, 9, 9, 0, 9, 0, 0, 0, 0, 0, 0, 9, 0, 0, 9, 0, 0, 0, 0, 9, 0]))

  it('given pixels that touch at a side or a corner, then they are one part', () => {
    const { partOf, count } = connectedParts(plane)
    expect(count).toBe(3)
    expect([...partOf]).toEqual([1, 0, 0, 0, 2, 2, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 3, 0, 0, 0, 0, 3, 0])
  })

  it('given pixels at opposite borders, then rows do not wrap around', () => {
    expect(connectedParts(planeOf(3, 2, Uint8Array.of(0, 0, 9, 9, 0, 0))).count).toBe(2)
  })

  it('given a full picture, then it is one part', () => {
    expect(connectedParts(planeOf(50, 50, new Uint8Array(2500).fill(1))).count).toBe(1)
  })
})
