import type { EdgeReply, EdgeRequest } from './edge-preview.ts'
import { softEdge } from './soft-edge.ts'

/** Grows and fades a mask off the main thread. */
self.onmessage = ({ data }: MessageEvent<EdgeRequest>): void => {
  const { painted, growPx, featherPx, widthPx, heightPx } = data
  const pasted = softEdge({ widthPx, heightPx, alpha: painted }, { growPx, featherPx })
  const reply: EdgeReply = { painted, pasted }
  self.postMessage(reply, { transfer: [painted.buffer, pasted.buffer] })
}
