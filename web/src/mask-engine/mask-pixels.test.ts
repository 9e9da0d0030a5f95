import { describe, expect, it } from '@jest/globals'
import { maskEngine } from './mask-engine.ts'
import { alphaOf, maskPixels } from './mask-pixels.ts'
import { same } from './test-strokes.ts'

describe('the exported mask', () => {
  it('carries every alpha value exactly, over constant black', () => {
    const engine = maskEngine({ widthPx: 64, heightPx: 64 })
    engine.replace(Uint8Array.from({ length: 64 * 64 }, (_, index) => index % 256))
    const rgba = maskPixels(engine.plane)
    expect(same(alphaOf(rgba), engine.plane.alpha)).toBe(true)
    expect(rgba.every((value, index) => index % 4 === 3 || value === 0)).toBe(true)
  })
})
