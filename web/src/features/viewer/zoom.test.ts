import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { moved, pinched, stageOf, trueScale, wholePicture, zoomedAt, type Point, type Zoom } from './zoom.ts'

const picture = { width: 2_000, height: 1_000 }
const on = stageOf({ width: 1_000, height: 800 }, picture)

/** The place of the picture, from its middle and at scale 1, that a point of the stage shows. */
const under = (zoom: Zoom, at: Point): Point => ({ x: (at.x - zoom.x) / zoom.scale, y: (at.y - zoom.y) / zoom.scale })

describe('a picture on its stage', () => {
  it('is shown whole at first, as large as it can be', () => {
    expect(on.whole).toEqual({ width: 1_000, height: 500 })
    expect(trueScale(on, picture)).toBe(2)
  })
  it('keeps what is under the pointer where it is', () => {
    const at = { x: 120, y: -40 }
    const near = zoomedAt({ scale: 3, x: 0, y: 0 }, 1.4, at, on)
    const before = under({ scale: 3, x: 0, y: 0 }, at)
    expect(under(near, at).x).toBeCloseTo(before.x, 6)
    expect(under(near, at).y).toBeCloseTo(before.y, 6)
  })
  it('comes back whole and to the middle, and never smaller', () => {
    const near = zoomedAt(wholePicture, 4, { x: 300, y: 100 }, on)
    expect(zoomedAt(near, 0.01, { x: -200, y: 0 }, on)).toEqual(wholePicture)
  })
  it('stops at eight pixels for one', () => {
    expect(zoomedAt(wholePicture, 1_000, { x: 0, y: 0 }, on).scale).toBe(16)
  })
  it('shows no gap at its side, however far it is pulled', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 16, noNaN: true }), fc.integer(), fc.integer(), (scale, dx, dy) => {
        const pulled = moved({ scale, x: 0, y: 0 }, dx, dy, on)
        expect(Math.abs(pulled.x)).toBeLessThanOrEqual(Math.max(0, (1_000 * scale - 1_000) / 2) + 1e-6)
        expect(Math.abs(pulled.y)).toBeLessThanOrEqual(Math.max(0, (500 * scale - 800) / 2) + 1e-6)
      }),
    )
  })
})

describe('two fingers', () => {
  it('pull apart what is between them', () => {
    const start: Zoom = { scale: 4, x: 0, y: 0 }
    const before = [
      { x: -50, y: 0 },
      { x: 50, y: 0 },
    ] as const
    const now = [
      { x: -80, y: 20 },
      { x: 120, y: 20 },
    ] as const
    const after = pinched(start, before, now, on)
    expect(after.scale).toBe(8)
    expect(under(after, now[0]).x).toBeCloseTo(under(start, before[0]).x, 6)
    expect(under(after, now[1]).x).toBeCloseTo(under(start, before[1]).x, 6)
  })
})
