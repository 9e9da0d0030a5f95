import { describe, expect, it } from '@jest/globals'
import { decodePng, differenceUnderMask, ellipseMask, type Pixels } from './demo-pictures.ts'

const plane = (grey: number, alpha = 255): Pixels => ({
  width: 4,
  height: 2,
  data: Uint8Array.from({ length: 32 }, (_, at) => (at % 4 === 3 ? alpha : grey)),
})
const withPixel = (pixels: Pixels, pixel: number, value: number): Pixels => ({
  ...pixels,
  data: pixels.data.map((old, at) => (Math.floor(at / 4) === pixel && at % 4 !== 3 ? value : old)),
})

describe('the demo’s own measurement', () => {
  const mask = withPixel(withPixel(plane(0), 0, 255), 1, 255)

  it('counts changed bytes outside and changed pixels inside', () => {
    const result = withPixel(withPixel(plane(10), 0, 20), 7, 20)
    expect(differenceUnderMask(plane(10), result, mask)).toEqual({ outsideChangedBytes: 3, insideChangedPercent: 50 })
  })

  it('sees no change where nothing changed', () => {
    expect(differenceUnderMask(plane(10), plane(10), mask)).toEqual({ outsideChangedBytes: 0, insideChangedPercent: 0 })
  })

  it('refuses pictures of different sizes', () => {
    expect(() => differenceUnderMask(plane(1), { width: 1, height: 1, data: new Uint8Array(4) }, mask)).toThrow(
      'sizes differ: 4 × 2, 1 × 1, 4 × 2',
    )
  })

  it('paints a mask whose alpha alone tells where to edit', () => {
    const { data } = decodePng(ellipseMask(160, 200))
    const alphas = new Set(data.filter((_, at) => at % 4 === 3))
    expect([...alphas].sort()).toEqual([0, 255])
    expect(data.some((value, at) => at % 4 !== 3 && value !== 0)).toBe(false)
  })
})
