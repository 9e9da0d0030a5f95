import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Point } from './box.ts'
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

  it('that was walked again piece by piece is the one of the whole mask', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(corner, corner, fc.boolean()), { minLength: 2, maxLength: 7 }), (acts) => {
        const engine = maskEngine(size)
        for (const [a, b, remove] of acts) {
          engine.fillEllipse(a, b, remove ? 'remove' : 'add')
          engine.outline()
        }
        engine.undo()
        const anew = maskEngine(size)
        anew.replace(engine.plane.alpha)
        expect(inOrder(engine.outline())).toEqual(inOrder(anew.outline()))
      }),
      { numRuns: 60 },
    )
  })
})

const size = { widthPx: 300, heightPx: 280 }
const corner = fc.record({ x: fc.integer({ min: -20, max: 320 }), y: fc.integer({ min: -20, max: 300 }) })

/** Rings compare by their corners alone: where a walk began, and whether that lies on a straight piece, is chance. */
function inOrder(paths: readonly (readonly Point[])[]): readonly string[] {
  const rings = paths.map((path) => {
    const corners = path.filter((at, index) => !straight(path.at(index - 1) ?? at, at, path[(index + 1) % path.length] ?? at))
    const names = corners.map(({ x, y }) => `${x},${y}`)
    const first = names.indexOf([...names].sort()[0] ?? '')
    return [...names.slice(first), ...names.slice(0, first)].join(' ')
  })
  return rings.sort()
}

const straight = (a: Point, b: Point, c: Point): boolean => (b.x - a.x) * (c.y - b.y) === (b.y - a.y) * (c.x - b.x)
