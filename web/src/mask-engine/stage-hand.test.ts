import { describe, expect, it } from '@jest/globals'
import { maskEngine } from './mask-engine.ts'
import { stageHand } from './stage-hand.ts'

const size = { widthPx: 200, heightPx: 100 }
const plain = { opposite: false, straight: false }

function held(blend: 'add' | 'remove' = 'add') {
  const engine = maskEngine(size)
  const hand = stageHand(
    { engine, size, onWand: () => undefined },
    () => 1,
    () => undefined,
  )
  hand.setTool({ kind: 'stroke', brush: { sizePx: 10, hardness: 1 }, blend })
  return { engine, hand, at: (x: number, y: number) => engine.plane.alpha[y * size.widthPx + x] }
}

describe('a straight stroke', () => {
  it('goes from where the last one ended, as one step of undo', () => {
    const { engine, hand, at } = held()
    hand.beginStroke('add', { x: 20, y: 50 }, false)
    hand.strokeTo([{ x: 40, y: 50 }])
    engine.endStroke()
    hand.beginStroke('add', { x: 180, y: 50 }, true)
    engine.endStroke()
    expect([at(110, 50), at(179, 50)]).toEqual([255, 255])
    engine.undo()
    expect([at(110, 50), at(30, 50)]).toEqual([0, 255])
  })
  it('is a dot where there was none before', () => {
    const { engine, hand, at } = held()
    hand.beginStroke('add', { x: 180, y: 50 }, true)
    engine.endStroke()
    expect([at(180, 50), at(100, 50)]).toEqual([255, 0])
  })
})

describe('the keyboard', () => {
  it('stamps where the cursor is, and draws lines with Shift', () => {
    const { hand, at } = held()
    hand.press(plain)
    hand.move({ x: 60, y: 0 })
    hand.press({ ...plain, straight: true })
    expect([at(100, 50), at(130, 50), at(160, 50)]).toEqual([255, 255, 255])
  })
  it('leaves the stroke alone that the pointer is drawing', () => {
    const { engine, hand, at } = held()
    hand.beginStroke('add', { x: 20, y: 50 }, false)
    hand.press(plain)
    hand.strokeTo([{ x: 120, y: 50 }])
    engine.endStroke()
    expect(at(110, 50)).toBe(255)
    engine.undo()
    expect([at(20, 50), at(110, 50)]).toEqual([0, 0])
  })
  it('takes away with Alt, and adds with Alt while the eraser is in the hand', () => {
    const brush = held()
    brush.hand.press(plain)
    brush.hand.press({ ...plain, opposite: true })
    expect(brush.at(100, 50)).toBe(0)
    const eraser = held('remove')
    eraser.hand.press({ ...plain, opposite: true })
    expect(eraser.at(100, 50)).toBe(255)
  })
})
