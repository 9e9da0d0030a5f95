import { describe, expect, it } from '@jest/globals'
import { maskEngine } from './mask-engine.ts'
import { drawn, stroke } from './test-strokes.ts'

describe('shapes', () => {
  it('a rectangle covers whole pixels exactly', () => {
    const engine = maskEngine({ widthPx: 8, heightPx: 6 })
    engine.fillRectangle({ x: 6.2, y: 4.9 }, { x: 1.7, y: 1.1 }, 'add')
    expect(drawn(engine)).toEqual(['........', '..####..', '..####..', '..####..', '..####..', '........'])
    expect(engine.facts()).toMatchObject({ coveredPixels: 16, coveragePct: 33.3, bounds: { x0: 2, y0: 1, x1: 6, y1: 5 } })
  })

  it('an ellipse has the area of an ellipse', () => {
    const engine = maskEngine({ widthPx: 400, heightPx: 300 })
    engine.fillEllipse({ x: 50, y: 50 }, { x: 350, y: 250 }, 'add')
    expect(engine.plane.alpha.reduce((sum, value) => sum + value, 0) / 255 / (Math.PI * 150 * 100)).toBeCloseTo(1, 2)
  })

  it('a lasso that crosses itself has no hole', () => {
    const engine = maskEngine({ widthPx: 60, heightPx: 60 })
    const star = [0, 2, 4, 1, 3].map((corner) => ({
      x: 30 + 28 * Math.sin((corner * 2 * Math.PI) / 5),
      y: 30 - 28 * Math.cos((corner * 2 * Math.PI) / 5),
    }))
    engine.fillLasso(star, 'add')
    expect(engine.plane.alpha[30 * 60 + 30]).toBe(255)
  })

  it('inverting twice changes nothing; filling and clearing are whole', () => {
    const engine = maskEngine({ widthPx: 200, heightPx: 150 })
    stroke(
      engine,
      [
        [20, 20],
        [180, 120],
      ],
      30,
      'add',
      0.3,
    )
    const before = engine.plane.alpha.slice()
    engine.invert()
    engine.invert()
    expect(engine.plane.alpha).toEqual(before)
    engine.fillAll()
    expect(engine.facts().coveragePct).toBe(100)
    engine.clear()
    expect(engine.facts()).toMatchObject({ coveragePct: 0, bounds: null })
  })
})
