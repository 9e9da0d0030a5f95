import { describe, expect, it } from '@jest/globals'
import { maskEngine } from './mask-engine.ts'
import { drawn, stroke } from './test-strokes.ts'

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
    engine.beginStroke({ sizePx: 80, hardness: 1 }, 'remove', { x: 60, y: 60 })
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

describe('what changes nothing', () => {
  it('is no step of undo, and takes nothing from what can be redone', () => {
    const engine = maskEngine({ widthPx: 200, heightPx: 40 })
    engine.clear()
    expect(engine.facts().canUndo).toBe(false)
    stroke(engine, [[20, 20]], 10)
    stroke(engine, [[150, 20]], 10)
    engine.undo()
    stroke(engine, [[100, 20]], 10, 'remove')
    engine.fillRectangle({ x: 60, y: 0 }, { x: 90, y: 40 }, 'remove')
    expect(engine.facts().canRedo).toBe(true)
    engine.undo()
    expect(engine.facts().coveredPixels).toBe(0)
    engine.redo()
    engine.redo()
    expect(engine.plane.alpha[20 * 200 + 150]).toBe(255)
  })
})
