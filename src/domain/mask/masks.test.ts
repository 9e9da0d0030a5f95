import { describe, expect, it } from '@jest/globals'
import { assert, constantFrom, integer, property, tuple, uint8Array } from 'fast-check'
import { grow } from './grow.ts'
import { engineMarginPx, engineMask, pasteMask } from './masks.ts'
import { planeOf, type Plane } from './plane.ts'

const row = (...values: number[]): Plane => planeOf(values.length, 1, Uint8Array.from(values))
const rectangle = (
  widthPx: number,
  heightPx: number,
  [left, top, right, bottom]: readonly [number, number, number, number],
  value = 255,
): Plane => {
  const plane = planeOf(widthPx, heightPx)
  for (let y = top; y < bottom; y++) plane.values.fill(value, y * widthPx + left, y * widthPx + right)
  return plane
}
const blobs = tuple(integer({ min: 1, max: 24 }), integer({ min: 1, max: 24 }), constantFrom(0, 128, 230, 252)).chain(
  ([widthPx, heightPx, least]) =>
    uint8Array({ minLength: widthPx * heightPx, maxLength: widthPx * heightPx }).map((values) =>
      planeOf(
        widthPx,
        heightPx,
        values.map((value) => (value < least ? 0 : value)),
      ),
    ),
)
const growths = constantFrom(0, 1, 2, 5, 64)
const feathers = constantFrom(0, 1, 3, 8, 64)

describe('the paste mask', () => {
  it('given feather 0, then it is the painted mask grown, whatever its softness', () => {
    assert(
      property(blobs, growths, (painted, growPx) => {
        expect(pasteMask(painted, growPx, 0).values).toEqual(grow(painted, growPx).values)
      }),
    )
  })

  it('given a hard half plane and feather 4, then it rises by smoothstep of the distance, inwards', () => {
    const painted = row(0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255)
    // smoothstep(1/4, 2/4, 3/4, 1) = 0.15625, 0.5, 0.84375, 1; the largest distance is 9, so f stays 4.
    expect([...pasteMask(painted, 0, 4).values]).toEqual([0, 0, 40, 128, 215, 255, 255, 255, 255, 255, 255])
  })

  it('given soft values, then they are scaled, not replaced', () => {
    expect([...pasteMask(row(0, 100, 100, 100, 100, 100, 100, 100, 100), 0, 4).values]).toEqual([0, 16, 50, 84, 100, 100, 100, 100, 100])
  })

  it('given a stroke of 3 px and a wide feather, then it is full all over', () => {
    expect([...pasteMask(row(0, 0, 255, 255, 255, 0, 0), 0, 64).values]).toEqual([0, 0, 255, 255, 255, 0, 0])
  })

  it('given a thin stroke beside a wide area, then each part has a feather of its own', () => {
    const painted = row(0, 255, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255)
    const pasted = [...pasteMask(painted, 0, 6).values]
    expect(pasted[1]).toBe(255)
    expect(pasted.slice(2, 10)).toEqual([0, 19, 66, 128, 189, 236, 255, 255])
  })

  it('given a mask along the border, then it stays full there: outside the picture nothing is kept', () => {
    const painted = rectangle(40, 30, [0, 0, 20, 30])
    const pasted = pasteMask(painted, 0, 4)
    expect(pasted.values[0]).toBe(255)
    expect(pasted.values[29 * 40]).toBe(255)
    expect([...pasted.values.subarray(14, 21)]).toEqual([255, 255, 255, 215, 128, 40, 0])
  })

  it('given the whole picture painted, then it is full everywhere', () => {
    expect(new Set(pasteMask(rectangle(9, 9, [0, 0, 9, 9]), 0, 64).values)).toEqual(new Set([255]))
  })

  it('given any mask, then it never leaves the grown mask and never exceeds it', () => {
    assert(
      property(blobs, growths, feathers, (painted, growPx, featherPx) => {
        const grown = grow(painted, growPx).values
        expect(pasteMask(painted, growPx, featherPx).values.every((value, at) => value <= (grown[at] ?? 0))).toBe(true)
      }),
    )
  })

  it('given any mask, then every part of it reaches its full strength somewhere', () => {
    assert(
      property(integer({ min: 1, max: 20 }), integer({ min: 1, max: 20 }), feathers, (width, height, featherPx) => {
        const painted = rectangle(30, 30, [5, 5, 5 + width, 5 + height])
        expect(Math.max(...pasteMask(painted, 0, featherPx).values)).toBe(255)
      }),
    )
  })

  it('given a hard mask, then turning or mirroring the picture turns or mirrors the result', () => {
    assert(
      property(blobs, feathers, (painted, featherPx) => {
        expect(pasteMask(reversed(painted), 0, featherPx).values).toEqual(reversed(pasteMask(painted, 0, featherPx)).values)
      }),
    )
  })
})

describe('the engine mask', () => {
  it('given one faint pixel, then a hard disc of 8 px around it', () => {
    const painted = planeOf(21, 21)
    painted.values[10 * 21 + 10] = 1
    const mask = engineMask(painted, 0)
    mask.values.forEach((value, at) => {
      const within = ((at % 21) - 10) ** 2 + (Math.floor(at / 21) - 10) ** 2 <= engineMarginPx ** 2
      expect(value).toBe(within ? 255 : 0)
    })
  })

  it('given any mask, then it is hard and holds the paste mask, with 8 px to spare', () => {
    assert(
      property(blobs, growths, feathers, (painted, growPx, featherPx) => {
        const engine = engineMask(painted, growPx).values
        const spared = grow(pasteMask(painted, growPx, featherPx), engineMarginPx).values
        expect(engine.every((value, at) => value === 255 || (value === 0 && spared[at] === 0))).toBe(true)
      }),
    )
  })

  it('given nothing painted, then nothing may be drawn', () => {
    expect(new Set(engineMask(planeOf(5, 5), 64).values)).toEqual(new Set([0]))
  })
})

const reversed = ({ widthPx, heightPx, values }: Plane): Plane => planeOf(widthPx, heightPx, values.slice().reverse())
