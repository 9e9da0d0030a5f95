import { widened, type Box } from './box.ts'
import type { MaskEngine } from './mask-engine.ts'
import type { Settled } from './settled.ts'
import type { EdgeLook } from './soft-edge.ts'
import { readTile } from './tiles.ts'

export type EdgeRequest = EdgeLook & Pick<Settled, 'box' | 'painted'>
/** `changed`: where it looks different from the answer before. */
export type EdgeReply = Settled & { readonly changed: readonly Box[] }

export type EdgePreview = {
  /** null shows the mask as it was painted. */
  setLook(look: EdgeLook | null): void
  close(): void
}

/**
 * Keeps the soft edge current while the hand rests. One question at a time: what changes meanwhile is asked when the answer is there.
 * `show` hears what to show and where that differs from what it showed last.
 */
export function edgePreview(
  worker: Worker,
  engine: MaskEngine,
  show: (settled: Settled | null, changed: readonly Box[]) => void,
): EdgePreview {
  let look: EdgeLook | null = null
  let asked = false
  let askAgain = false
  let shown: Settled | null = null
  let unshown: readonly Box[] = []
  const showPainted = (): void => {
    const was = shown
    shown = null
    show(null, was === null ? [] : [was.box])
  }
  const ask = (): void => {
    if (engine.drawing()) return
    askAgain = asked
    if (askAgain) return
    const filled = engine.filled()
    if (look === null || filled === null || (look.growPx === 0 && look.featherPx === 0)) return showPainted()
    asked = true
    const box = widened(engine.plane, filled, look.growPx + 1)
    const request: EdgeRequest = { ...look, box, painted: readTile(engine.plane, box) }
    worker.postMessage(request, [request.painted.buffer])
  }
  worker.onmessage = ({ data: { changed, ...settled } }: MessageEvent<EdgeReply>) => {
    asked = false
    unshown = [...unshown, ...changed]
    // In the middle of a stroke nothing is repainted: its end asks anew.
    if (look !== null && !engine.drawing()) {
      show(settled, shown === null ? [settled.box] : unshown)
      shown = settled
      unshown = []
    }
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
