import { describe, expect, it } from '@jest/globals'
import { maskEngine } from './mask-engine.ts'

describe('the outline', () => {
  it('goes once around each island and around a hole', () => {
    const engine = maskEngine({ widthPx: 300, heightPx: 300 })
    engine.fillRectangle({ x: 20, y: 20 }, { x: 200, y: 200 }, 'add')
    engine.fillRectangle({ x: 60, y: 60 }, { x: 100, y: 100 }, 'remove')
    engine.fillRectangle({ x: 250, y: 250 }, { x: 280, y: 280 }, 'add')
    const paths = engine.outline()
    expect(paths).toHaveLength(3)
    expect(Math.max(...paths.map((path) => path.length))).toBeLessThanOrEqual(12)
  })

  it('of a single pixel is a small closed ring around it', () => {
    const engine = maskEngine({ widthPx: 10, heightPx: 10 })
    engine.fillRectangle({ x: 4, y: 4 }, { x: 5, y: 5 }, 'add')
    expect(engine.outline()).toEqual([
      [
        { x: 4.5, y: 4 },
        { x: 5, y: 4.5 },
        { x: 4.5, y: 5 },
        { x: 4, y: 4.5 },
      ],
    ])
  })
})
