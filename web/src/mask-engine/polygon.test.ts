import { describe, expect, it } from '@jest/globals'
import { maskEngine } from './mask-engine.ts'
import { pressPolygon } from './polygon.ts'
import { stageHand, type HandState } from './stage-hand.ts'

const a = { x: 10, y: 10 }
const b = { x: 50, y: 10 }
const c = { x: 50, y: 50 }

describe('a polygon', () => {
  it('grows by a corner with each press', () => {
    expect(pressPolygon([a], b, 4)).toEqual({ corners: [a, b], closed: null })
  })
  it('closes on its first corner', () => {
    expect(pressPolygon([a, b, c], { x: 12, y: 11 }, 4)).toEqual({ corners: [], closed: [a, b, c] })
  })
  it('closes with a double click on its last corner', () => {
    expect(pressPolygon([a, b, c], c, 4)).toEqual({ corners: [], closed: [a, b, c] })
  })
  it('is no shape with two corners, whatever is pressed', () => {
    expect(pressPolygon([a, b], b, 4)).toEqual({ corners: [a, b], closed: null })
  })
})

describe('the polygon in the hand', () => {
  const size = { widthPx: 64, heightPx: 64 }
  const start = () => {
    const engine = maskEngine(size)
    const seen: HandState[] = []
    const hand = stageHand(
      { engine, size, onWand: () => undefined },
      () => 1,
      (state) => seen.push(state),
    )
    hand.setTool({ kind: 'polygon', brush: { sizePx: 8, hardness: 1 }, blend: 'add' })
    const press = (at: { readonly x: number; readonly y: number }): void => {
      hand.hover(at)
      hand.shapeTo([at])
      hand.finishShape('add')
    }
    return { engine, hand, press, shown: () => seen.at(-1)?.shape }
  }
  it('masks nothing before it is closed, and then its inside as one step of undo', () => {
    const { engine, press } = start()
    const points = [a, b, c]
    points.forEach(press)
    expect(engine.facts().coveredPixels).toBe(0)
    press(a)
    expect(engine.facts().coveredPixels).toBeGreaterThan(700)
    engine.undo()
    expect(engine.facts().coveredPixels).toBe(0)
  })
  it('shows its corners and the way to the pointer', () => {
    const { hand, press, shown } = start()
    press(a)
    hand.hover(b)
    expect(shown()).toEqual([a, b])
  })
  it('gives its last corner back, and is dropped with another tool', () => {
    const { hand, press, shown } = start()
    press(a)
    press(b)
    expect(hand.takeBackCorner()).toBe(true)
    hand.hover(c)
    expect(shown()).toEqual([a, c])
    hand.setTool({ kind: 'lasso', brush: { sizePx: 8, hardness: 1 }, blend: 'add' })
    expect(hand.takeBackCorner()).toBe(false)
  })
  it('is set and closed by the keyboard too', () => {
    const { engine, hand } = start()
    for (const by of [
      { x: -20, y: -20 },
      { x: 40, y: 0 },
      { x: 0, y: 40 },
    ]) {
      hand.move(by)
      hand.press({ opposite: false, straight: false })
    }
    hand.press({ opposite: false, straight: false })
    expect(engine.facts().coveredPixels).toBeGreaterThan(700)
  })
})
