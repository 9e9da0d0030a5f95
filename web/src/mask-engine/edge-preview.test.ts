import { describe, expect, it } from '@jest/globals'
import type { Box } from './box.ts'
import { edgePreview, type EdgeReply, type EdgeRequest } from './edge-preview.ts'
import { maskEngine } from './mask-engine.ts'
import { changedBoxes, type Settled } from './settled.ts'
import { softEdge } from './soft-edge.ts'
import { stroke } from './test-strokes.ts'

/** A worker that answers when told to. */
function heldWorker() {
  const asked: EdgeRequest[] = []
  let last: Settled | null = null
  const worker = { onmessage: null, postMessage: (request: EdgeRequest) => asked.push(request), terminate: () => undefined }
  return {
    worker: worker as unknown as Worker,
    asked,
    answer(): void {
      const request = asked.shift()
      if (request === undefined) throw new Error('nothing was asked')
      const { box, painted } = request
      const size = { widthPx: box.x1 - box.x0, heightPx: box.y1 - box.y0 }
      const settled = { box, painted, pasted: softEdge({ ...size, alpha: painted }, request) }
      const data: EdgeReply = { ...settled, changed: changedBoxes(last, settled) }
      last = settled
      ;(worker as unknown as { onmessage: (event: { data: EdgeReply }) => void }).onmessage({ data })
    },
  }
}

function opened() {
  const engine = maskEngine({ widthPx: 400, heightPx: 300 })
  const held = heldWorker()
  const shown: (Settled | null)[] = []
  const painted: Uint8Array = new Uint8Array(400 * 300)
  const preview = edgePreview(held.worker, engine, (settled, changed) => {
    shown.push(settled)
    for (const box of changed) repaint(painted, settled, box)
  })
  return { engine, held, shown, painted, preview }
}

/** What the stage does with an answer, on a screen of 400 × 300 px. */
function repaint(screen: Uint8Array, settled: Settled | null, { x0, y0, x1, y1 }: Box): void {
  for (let y = y0; y < y1; y += 1)
    for (let x = x0; x < x1; x += 1) {
      const box = settled?.box ?? { x0: 0, y0: 0, x1: 0, y1: 0 }
      const inside = x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1
      screen[y * 400 + x] = inside ? (settled?.pasted[(y - box.y0) * (box.x1 - box.x0) + x - box.x0] ?? 0) : 0
    }
}

describe('the preview of the edge', () => {
  it('is what the whole plane would give, though only the part with the mask is sent', () => {
    const { engine, held, shown, preview } = opened()
    stroke(
      engine,
      [
        [200, 140],
        [260, 180],
      ],
      30,
    )
    preview.setLook({ growPx: 6, featherPx: 10 })
    held.answer()
    const settled = shown.at(-1)
    if (settled === null || settled === undefined) throw new Error('nothing was shown')
    const whole = softEdge(engine.plane, { growPx: 6, featherPx: 10 })
    const { x0, y0, x1, y1 } = settled.box
    expect((x1 - x0) * (y1 - y0)).toBeLessThan(whole.length)
    const pasted = whole.map((_, at) => {
      const [x, y] = [at % 400, Math.floor(at / 400)]
      return x < x0 || x >= x1 || y < y0 || y >= y1 ? 0 : (settled.pasted[(y - y0) * (x1 - x0) + x - x0] ?? 0)
    })
    expect(pasted).toEqual(whole)
  })

  it('names every place that looks different, whatever was missed in the middle of a stroke', () => {
    const { engine, held, painted, preview } = opened()
    preview.setLook({ growPx: 6, featherPx: 10 })
    stroke(engine, [[60, 60]], 30)
    held.answer()
    stroke(engine, [[330, 240]], 20)
    engine.beginStroke({ sizePx: 20, hardness: 1 }, 'add', { x: 60, y: 240 })
    held.answer()
    engine.endStroke()
    held.answer()
    expect(painted).toEqual(softEdge(engine.plane, { growPx: 6, featherPx: 10 }))
    engine.undo()
    held.answer()
    expect(painted).toEqual(softEdge(engine.plane, { growPx: 6, featherPx: 10 }))
  })

  it('asks one thing at a time, and the newest last', () => {
    const { engine, held, preview } = opened()
    stroke(engine, [[200, 140]], 30)
    preview.setLook({ growPx: 0, featherPx: 8 })
    for (const featherPx of [9, 10, 11]) preview.setLook({ growPx: 0, featherPx })
    expect(held.asked).toHaveLength(1)
    held.answer()
    expect(held.asked).toMatchObject([{ featherPx: 11 }])
  })

  it('waits for the end of a stroke', () => {
    const { engine, held, shown, preview } = opened()
    stroke(engine, [[200, 140]], 30)
    preview.setLook({ growPx: 0, featherPx: 8 })
    engine.beginStroke({ sizePx: 20, hardness: 1 }, 'add', { x: 30, y: 30 })
    held.answer()
    expect(shown).toEqual([null])
    engine.endStroke()
    held.answer()
    expect(shown).toHaveLength(2)
  })

  it('shows the mask as it was painted where nothing is to be grown or faded', () => {
    const { engine, held, shown, preview } = opened()
    stroke(engine, [[200, 140]], 30)
    preview.setLook({ growPx: 0, featherPx: 0 })
    expect([held.asked.length, shown.at(-1)]).toEqual([0, null])
  })
})
