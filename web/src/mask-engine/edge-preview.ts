import { widened, type Box, type Size } from './box.ts'
import type { MaskEngine } from './mask-engine.ts'
import type { EdgeLook } from './soft-edge.ts'
import { readTile } from './tiles.ts'

/** How a part of the mask will be pasted, and the painted values that follows from. Both hold the pixels of `box`, row by row. */
export type Settled = { readonly box: Box; readonly painted: Uint8Array<ArrayBuffer>; readonly pasted: Uint8Array }

export type EdgeRequest = Size & EdgeLook & { readonly painted: Uint8Array<ArrayBuffer> }
export type EdgeReply = Pick<Settled, 'painted' | 'pasted'>

export type EdgePreview = {
  /** null shows the mask as it was painted. */
  setLook(look: EdgeLook | null): void
  close(): void
}

/** Keeps the soft edge current while the hand rests. One question at a time: what changes meanwhile is asked when the answer is there. */
export function edgePreview(worker: Worker, engine: MaskEngine, show: (settled: Settled | null) => void): EdgePreview {
  let look: EdgeLook | null = null
  let asked: Box | null = null
  let askAgain = false
  const ask = (): void => {
    if (engine.drawing()) return
    askAgain = asked !== null
    if (askAgain) return
    const filled = engine.filled()
    if (look === null || filled === null || (look.growPx === 0 && look.featherPx === 0)) return show(null)
    asked = widened(engine.plane, filled, look.growPx + 1)
    const painted = readTile(engine.plane, asked)
    const request: EdgeRequest = { ...look, painted, widthPx: asked.x1 - asked.x0, heightPx: asked.y1 - asked.y0 }
    worker.postMessage(request, [painted.buffer])
  }
  worker.onmessage = ({ data }: MessageEvent<EdgeReply>) => {
    const box = asked
    asked = null
    // In the middle of a stroke nothing is repainted: its end asks anew.
    if (box !== null && look !== null && !engine.drawing()) show({ box, ...data })
    if (askAgain) ask()
  }
  const stop = engine.subscribe(ask)
  return {
    setLook(next) {
      if (next?.growPx === look?.growPx && next?.featherPx === look?.featherPx) return
      look = next
      ask()
    },
    close() {
      stop()
      worker.terminate()
    },
  }
}
