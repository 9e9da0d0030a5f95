import { describe, expect, it } from '@jest/globals'
import type { Box, Size } from '../../application/ports/image-codec.ts'
import { fitArea } from './fit-area.ts'

const best: readonly Size[] = [
  { widthPx: 1024, heightPx: 1024 },
  { widthPx: 832, heightPx: 1472 },
  { widthPx: 896, heightPx: 1344 },
]
const picture = { widthPx: 832, heightPx: 1472 }
const holds = (outer: Box, inner: Box): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height

describe('fitArea', () => {
  it('given a square area with room around it, then it is drawn as it is at the square best size', () => {
    const area = { x: 300, y: 400, width: 200, height: 200 }
    expect(fitArea(area, picture, best)).toEqual({ box: area, drawn: { widthPx: 1024, heightPx: 1024 } })
  })

  it('given an area that is a little wider than high, then it is made square with more of what is above and below', () => {
    const area = { x: 300, y: 400, width: 220, height: 200 }
    expect(fitArea(area, picture, best)).toEqual({
      box: { x: 300, y: 390, width: 220, height: 220 },
      drawn: { widthPx: 1024, heightPx: 1024 },
    })
  })

  it('given a wide area, then a best size that was told upright is used lying', () => {
    const { box, drawn } = fitArea({ x: 100, y: 700, width: 600, height: 340 }, picture, best)
    expect(drawn).toEqual({ widthPx: 1472, heightPx: 832 })
    expect(holds(box, { x: 100, y: 700, width: 600, height: 340 })).toBe(true)
  })

  it('given the whole picture at a best size, then it is drawn at that size', () => {
    const whole = { x: 0, y: 0, width: 832, height: 1472 }
    expect(fitArea(whole, picture, best)).toEqual({ box: whole, drawn: picture })
  })

  it('given an area larger than any best size, then it is drawn smaller', () => {
    const area = { x: 0, y: 0, width: 4000, height: 3000 }
    const { box, drawn } = fitArea(area, { widthPx: 4096, heightPx: 4096 }, best)
    expect(holds(box, area)).toBe(true)
    expect(drawn).toEqual({ widthPx: 1223, heightPx: 896 })
  })

  it('given a picture without room for the shape, then the drawing is smaller than the best size and keeps its proportions', () => {
    const narrow = { widthPx: 60, heightPx: 900 }
    const { box, drawn } = fitArea({ x: 0, y: 0, width: 60, height: 800 }, narrow, best)
    expect(box).toEqual({ x: 0, y: 0, width: 60, height: 800 })
    expect(drawn).toEqual({ widthPx: 110, heightPx: 1472 })
  })

  it('given areas of every place and shape, then the box lies in the picture, holds the area, and is stretched by less than a pixel', () => {
    let state = 7
    const upTo = (most: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return state % most
    }
    for (let round = 0; round < 2_000; round++) {
      const size = { widthPx: 16 + upTo(2_000), heightPx: 16 + upTo(2_000) }
      const x = upTo(size.widthPx)
      const y = upTo(size.heightPx)
      const area = { x, y, width: 1 + upTo(size.widthPx - x), height: 1 + upTo(size.heightPx - y) }
      const { box, drawn } = fitArea(area, size, best)
      expect(holds({ x: 0, y: 0, width: size.widthPx, height: size.heightPx }, box) && holds(box, area)).toBe(true)
      expect(best.some((one) => drawn.widthPx <= Math.max(one.widthPx, one.heightPx) && drawn.heightPx <= 1_472)).toBe(true)
      const scale = box.width > box.height ? drawn.widthPx / box.width : drawn.heightPx / box.height
      expect(Math.abs(box.width * scale - drawn.widthPx)).toBeLessThanOrEqual(Math.max(1, scale))
      expect(Math.abs(box.height * scale - drawn.heightPx)).toBeLessThanOrEqual(Math.max(1, scale))
    }
  })
})
