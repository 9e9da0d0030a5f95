import { describe, expect, it } from '@jest/globals'
import { maskEngine } from './mask-engine.ts'
import { drawn, stroke } from './test-strokes.ts'

describe('moving the edge', () => {
  it('outwards makes a disc of every pixel, inwards takes it back', () => {
    const engine = maskEngine({ widthPx: 9, heightPx: 9 })
    engine.fillRectangle({ x: 4, y: 4 }, { x: 5, y: 5 }, 'add')
    engine.spread(2)
    expect(drawn(engine)).toEqual([
      '.........',
      '.........',
      '....#....',
      '...###...',
      '..#####..',
      '...###...',
      '....#....',
      '.........',
      '.........',
    ])
    engine.spread(-2)
    expect(engine.facts()).toMatchObject({ coveredPixels: 1, bounds: { x0: 4, y0: 4, x1: 5, y1: 5 } })
  })

  it('is one step of undo each, and keeps soft values', () => {
    const engine = maskEngine({ widthPx: 120, heightPx: 120 })
    stroke(engine, [[60, 60]], 40, 'add', 0.2)
    const before = engine.plane.alpha.slice()
    engine.spread(3)
    expect(new Set(engine.plane.alpha)).toEqual(new Set(before))
    expect(engine.facts().coveredPixels).toBeGreaterThan(before.filter((value) => value >= 128).length)
    engine.undo()
    expect(engine.plane.alpha).toEqual(before)
  })

  it('reaches over the borders of tiles, and stops at those of the picture', () => {
    const engine = maskEngine({ widthPx: 300, heightPx: 200 })
    engine.fillRectangle({ x: 0, y: 60 }, { x: 128, y: 128 }, 'add')
    engine.spread(4)
    expect(engine.facts().bounds).toEqual({ x0: 0, y0: 56, x1: 132, y1: 132 })
    engine.spread(-4)
    expect(engine.facts().bounds).toEqual({ x0: 0, y0: 60, x1: 128, y1: 128 })
  })

  it('of an empty mask is no step', () => {
    const engine = maskEngine({ widthPx: 30, heightPx: 30 })
    engine.spread(4)
    expect(engine.facts().canUndo).toBe(false)
  })
})
