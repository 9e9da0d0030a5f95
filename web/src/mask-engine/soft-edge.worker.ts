import type { EdgeReply, EdgeRequest } from './edge-preview.ts'
import { changedBoxes, type Settled } from './settled.ts'
import { softEdge } from './soft-edge.ts'

let last: Settled | null = null

/** Grows and fades a mask off the main thread, and finds what looks different from the answer before: only that must be painted. */
self.onmessage = ({ data }: MessageEvent<EdgeRequest>): void => {
  const { box, painted, growPx, featherPx } = data
  const size = { widthPx: box.x1 - box.x0, heightPx: box.y1 - box.y0 }
  const settled = { box, painted, pasted: softEdge({ ...size, alpha: painted }, { growPx, featherPx }) }
  const reply: EdgeReply = { ...settled, painted: painted.slice(), pasted: settled.pasted.slice(), changed: changedBoxes(last, settled) }
  last = settled
  self.postMessage(reply, { transfer: [reply.painted.buffer, reply.pasted.buffer] })
}
