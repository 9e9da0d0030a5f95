import { describe, expect, it } from '@jest/globals'
import { maskedArea } from './area.ts'
import { planeOf, type Plane } from './plane.ts'

function paintedAt(widthPx: number, heightPx: number, pixels: readonly (readonly [number, number, number])[]): Plane {
  const plane = planeOf(widthPx, heightPx)
  for (const [x, y, value] of pixels) plane.values[y * widthPx + x] = value
  return plane
}

describe('maskedArea', () => {
  it('given one pixel, then the engine’s margin of 8 px and a quarter of that as context', () => {
    expect(maskedArea(paintedAt(200, 100, [[100, 50, 255]]), 0)).toEqual({ x: 87, y: 37, width: 27, height: 27 })
  })

  it('given a mask that is grown, then the area grows with it', () => {
    expect(maskedArea(paintedAt(200, 100, [[100, 50, 255]]), 12)).toEqual({ x: 69, y: 19, width: 63, height: 63 })
  })

  it('given a stroke so soft that nothing counts as covered, then it is drawn all the same', () => {
    expect(maskedArea(paintedAt(200, 100, [[100, 50, 1]]), 0)).toMatchObject({ width: 27 })
  })

  it('given masks in corners, then the area ends with the picture', () => {
    expect(maskedArea(paintedAt(200, 100, [[0, 0, 255]]), 0)).toEqual({ x: 0, y: 0, width: 12, height: 12 })
    expect(maskedArea(paintedAt(200, 100, [[199, 99, 255]]), 0)).toEqual({ x: 188, y: 88, width: 12, height: 12 })
    expect(
      maskedArea(
        paintedAt(200, 100, [
          [0, 0, 255],
          [199, 99, 255],
        ]),
        0,
      ),
    ).toEqual({ x: 0, y: 0, width: 200, height: 100 })
  })

  it('given an empty mask, then there is none', () => {
    expect(maskedArea(planeOf(20, 20), 8)).toBeNull()
  })
})
