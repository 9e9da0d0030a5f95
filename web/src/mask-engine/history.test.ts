import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Box } from './box.ts'
import { maskEngine, type MaskEngine } from './mask-engine.ts'
import { same, stroke } from './test-strokes.ts'

describe('undo', () => {
  it('is the inverse of every act, and redo of undo', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 6 }), (acts) => {
        const engine = maskEngine({ widthPx: 300, heightPx: 200 })
        const seen = [engine.plane.alpha.slice()]
        for (const one of acts) {
          const steps = engine.facts().canUndo
          const was = engine.plane.alpha.slice()
          perform(engine, one)
          if (engine.facts().canUndo !== steps || !same(was, engine.plane.alpha) || one.kind !== 'stroke')
            seen.push(engine.plane.alpha.slice())
        }
        const last = engine.plane.alpha.slice()
        let undone = 0
        while (engine.facts().canUndo) {
          engine.undo()
          undone += 1
        }
        expect(same(engine.plane.alpha, seen[0] ?? last)).toBe(true)
        for (; undone > 0; undone -= 1) engine.redo()
        expect(same(engine.plane.alpha, last)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps figures true: they equal a count of the whole plane after every step', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 5 }), (acts) => {
        const engine = maskEngine({ widthPx: 300, heightPx: 200 })
        acts.forEach((one) => perform(engine, one))
        engine.undo()
        expect(engine.facts().coveredPixels).toBe(engine.plane.alpha.filter((value) => value >= 128).length)
        expect(engine.facts().bounds).toEqual(boundsByHand(engine))
      }),
      { numRuns: 40 },
    )
  })

  it('is refused in the middle of a stroke', () => {
    const engine = maskEngine({ widthPx: 100, heightPx: 100 })
    stroke(engine, [[20, 20]], 10)
    engine.beginStroke({ sizePx: 10, hardness: 1 }, 'add', { x: 60, y: 60 })
    engine.undo()
    expect(engine.plane.alpha[20 * 100 + 20]).toBe(255)
  })

  it('holds a hundred big strokes of a 2048 × 3072 picture in far less than 64 MB', () => {
    const engine = maskEngine({ widthPx: 2048, heightPx: 3072 })
    for (let step = 0; step < 100; step += 1)
      stroke(
        engine,
        [
          [100 + step * 18, 100],
          [1900 - step * 15, 2900],
        ],
        60,
      )
    expect(engine.undoBytes()).toBeLessThan(64 * 1024 * 1024)
    let steps = 0
    for (; engine.facts().canUndo; steps += 1) engine.undo()
    expect(steps).toBe(100)
    expect(engine.facts().coveredPixels).toBe(0)
  })
})

const act = fc.oneof(
  fc.record({
    kind: fc.constant('stroke' as const),
    points: fc.array(fc.tuple(fc.integer({ min: -20, max: 320 }), fc.integer({ min: -20, max: 220 })), { minLength: 1, maxLength: 5 }),
    size: fc.integer({ min: 1, max: 90 }),
    hardness: fc.constantFrom(0, 0.5, 1),
    remove: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('rectangle' as const, 'ellipse' as const),
    a: fc.tuple(fc.integer({ min: -20, max: 320 }), fc.integer({ min: -20, max: 220 })),
    b: fc.tuple(fc.integer({ min: -20, max: 320 }), fc.integer({ min: -20, max: 220 })),
    remove: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('invert' as const, 'fill' as const, 'clear' as const) }),
)
function perform(engine: MaskEngine, what: typeof act extends fc.Arbitrary<infer Act> ? Act : never): void {
  if (what.kind === 'stroke') stroke(engine, what.points, what.size, what.remove ? 'remove' : 'add', what.hardness)
  else if (what.kind === 'rectangle')
    engine.fillRectangle({ x: what.a[0], y: what.a[1] }, { x: what.b[0], y: what.b[1] }, what.remove ? 'remove' : 'add')
  else if (what.kind === 'ellipse')
    engine.fillEllipse({ x: what.a[0], y: what.a[1] }, { x: what.b[0], y: what.b[1] }, what.remove ? 'remove' : 'add')
  else if (what.kind === 'invert') engine.invert()
  else if (what.kind === 'fill') engine.fillAll()
  else engine.clear()
}

function boundsByHand(engine: MaskEngine): Box | null {
  const xs: number[] = []
  const ys: number[] = []
  engine.plane.alpha.forEach((value, index) => {
    if (value < 128) return
    xs.push(index % engine.plane.widthPx)
    ys.push(Math.floor(index / engine.plane.widthPx))
  })
  if (xs.length === 0) return null
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b))
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b))
  return { x0: least(xs), y0: least(ys), x1: most(xs) + 1, y1: most(ys) + 1 }
}
