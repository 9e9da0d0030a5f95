import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Box } from './box.ts'
import { maskEngine, type MaskEngine } from './mask-engine.ts'
import { alphaOf, maskPixels } from './mask-pixels.ts'
import { decodeRuns, encodeRuns } from './run-length.ts'

const hard = (sizePx: number) => ({ sizePx, hardness: 1 })
const stroke = (
  engine: MaskEngine,
  points: readonly (readonly [number, number])[],
  sizePx: number,
  blend: 'add' | 'remove' = 'add',
  hardness = 1,
) => {
  const [first, ...rest] = points.map(([x, y]) => ({ x, y }))
  if (first === undefined) return
  engine.beginStroke({ sizePx, hardness }, blend, first)
  engine.strokeTo(rest)
  engine.endStroke()
}
/** The plane as text: # for full, . for empty, + for anything soft. */
const drawn = (engine: MaskEngine): readonly string[] =>
  Array.from({ length: engine.plane.heightPx }, (_, y) =>
    [...engine.plane.alpha.subarray(y * engine.plane.widthPx, (y + 1) * engine.plane.widthPx)]
      .map((value) => (value === 255 ? '#' : value === 0 ? '.' : '+'))
      .join(''),
  )

describe('a stroke', () => {
  it('stamps a round brush, antialiased at its rim', () => {
    const engine = maskEngine({ widthPx: 9, heightPx: 9 })
    stroke(engine, [[4.5, 4.5]], 5)
    expect(drawn(engine)).toEqual([
      '.........',
      '.........',
      '..++#++..',
      '..+###+..',
      '..#####..',
      '..+###+..',
      '..++#++..',
      '.........',
      '.........',
    ])
  })

  it('leaves no gap between distant events', () => {
    const engine = maskEngine({ widthPx: 300, heightPx: 40 })
    stroke(
      engine,
      [
        [10, 20],
        [290, 20],
      ],
      12,
    )
    for (let x = 10; x <= 290; x += 1) expect(engine.plane.alpha[20 * 300 + x]).toBe(255)
  })

  it('is the same however many events report it', () => {
    const few = maskEngine({ widthPx: 200, heightPx: 60 })
    const many = maskEngine({ widthPx: 200, heightPx: 60 })
    stroke(
      few,
      [
        [10, 30],
        [190, 30],
      ],
      16,
    )
    stroke(
      many,
      Array.from({ length: 181 }, (_, step) => [10 + step, 30] as const),
      16,
    )
    const difference = few.plane.alpha.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (many.plane.alpha[index] ?? 0))), 0)
    expect(difference).toBeLessThanOrEqual(2)
  })

  it('of a soft brush falls off from the middle to the rim and never gets darker by going over it again', () => {
    const engine = maskEngine({ widthPx: 41, heightPx: 41 })
    stroke(engine, [[20.5, 20.5]], 40, 'add', 0)
    const once = engine.plane.alpha.slice()
    const row = [...once.subarray(20 * 41 + 20, 20 * 41 + 41)]
    expect(row[0]).toBeGreaterThan(250)
    expect(row.at(-1)).toBe(0)
    expect([...row].sort((a, b) => b - a)).toEqual(row)
    stroke(engine, [[20.5, 20.5]], 40, 'add', 0)
    expect(engine.plane.alpha).toEqual(once)
  })

  it('with the eraser removes what the brush added', () => {
    const engine = maskEngine({ widthPx: 64, heightPx: 64 })
    stroke(
      engine,
      [
        [10, 32],
        [54, 32],
      ],
      10,
    )
    stroke(
      engine,
      [
        [10, 32],
        [54, 32],
      ],
      14,
      'remove',
    )
    expect(engine.facts().coveredPixels).toBe(0)
  })

  it('that is rolled back leaves the plane, the figures and the history as they were', () => {
    const engine = maskEngine({ widthPx: 300, heightPx: 300 })
    stroke(
      engine,
      [
        [50, 50],
        [250, 250],
      ],
      30,
    )
    const before = engine.plane.alpha.slice()
    const facts = engine.facts()
    engine.beginStroke(hard(80), 'remove', { x: 60, y: 60 })
    engine.strokeTo([{ x: 240, y: 100 }])
    engine.rollBackStroke()
    expect(engine.plane.alpha).toEqual(before)
    expect(engine.facts()).toMatchObject({ coveredPixels: facts.coveredPixels, bounds: facts.bounds, canUndo: true, canRedo: false })
    engine.undo()
    expect(engine.facts().coveredPixels).toBe(0)
  })

  it('outside the picture changes nothing and is no step', () => {
    const engine = maskEngine({ widthPx: 50, heightPx: 50 })
    stroke(
      engine,
      [
        [-40, -40],
        [-30, 90],
      ],
      10,
    )
    expect(engine.facts()).toMatchObject({ coveredPixels: 0, canUndo: false })
  })
})

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
    engine.beginStroke(hard(10), 'add', { x: 60, y: 60 })
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

describe('run-length coding', () => {
  it('gives back what it took', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (values) => same(decodeRuns(encodeRuns(values), values.length), values)))
  })
})

describe('the exported mask', () => {
  it('carries every alpha value exactly, over constant black', () => {
    const engine = maskEngine({ widthPx: 64, heightPx: 64 })
    engine.replace(Uint8Array.from({ length: 64 * 64 }, (_, index) => index % 256))
    const rgba = maskPixels(engine.plane)
    expect(same(alphaOf(rgba), engine.plane.alpha)).toBe(true)
    expect(rgba.every((value, index) => index % 4 === 3 || value === 0)).toBe(true)
  })
})

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

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((value, index) => value === b[index])

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
