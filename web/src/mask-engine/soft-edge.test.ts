import { describe, expect, it } from '@jest/globals'
import { pasteMask } from '../../../src/domain/mask/masks.ts'
import { planeOf } from '../../../src/domain/mask/plane.ts'
import { maskEngine, type MaskEngine } from './mask-engine.ts'
import { softEdge } from './soft-edge.ts'
import { stroke } from './test-strokes.ts'

/** A thick stroke with a soft rim, a thin one, a dot, a hole and a shape at the border: every case that the feather tells apart. */
function painted(): MaskEngine {
  const engine = maskEngine({ widthPx: 180, heightPx: 140 })
  stroke(
    engine,
    [
      [40, 40],
      [90, 60],
    ],
    44,
    'add',
    0.4,
  )
  stroke(
    engine,
    [
      [20, 110],
      [120, 130],
    ],
    3,
  )
  stroke(engine, [[150, 30]], 6)
  engine.fillRectangle({ x: 130, y: 70 }, { x: 180, y: 140 }, 'add')
  engine.fillEllipse({ x: 140, y: 90 }, { x: 156, y: 106 }, 'remove')
  return engine
}

const server = ({ plane }: MaskEngine, growPx: number, featherPx: number): Uint8Array =>
  pasteMask(planeOf(plane.widthPx, plane.heightPx, new Uint8Array(plane.alpha)), growPx, featherPx).values
const farthest = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (b[at] ?? 0))), 0)

describe('the soft edge on the stage', () => {
  it.each([0, 1, 8, 21, 64])('is the one that the server pastes, to the value, with a feather of %i px', (featherPx) => {
    const engine = painted()
    expect(farthest(softEdge(engine.plane, { growPx: 0, featherPx }), server(engine, 0, featherPx))).toBe(0)
  })

  it.each([
    [1, 0],
    [9, 8],
    [32, 40],
  ])('grown by %i px and feathered by %i px reaches as far as the server pastes, within an eighth of its strength', (growPx, featherPx) => {
    const engine = painted()
    const [seen, pasted] = [softEdge(engine.plane, { growPx, featherPx }), server(engine, growPx, featherPx)]
    expect(farthest(seen, pasted)).toBeLessThan(32)
    const reach = (values: Uint8Array): number => values.reduce((count, value) => count + (value > 16 ? 1 : 0), 0)
    expect(Math.abs(reach(seen) / reach(pasted) - 1)).toBeLessThan(0.03)
  })

  it('leaves what was painted alone', () => {
    const engine = painted()
    const before = engine.plane.alpha.slice()
    softEdge(engine.plane, { growPx: 5, featherPx: 5 })
    expect(engine.plane.alpha).toEqual(before)
  })
})
