import type { RunHint } from '../../application/ports/image-engine.ts'
import { isRecord, parseLenientJson } from './lenient-json.ts'

/** What a frame tells about a run; `executing` without a run says that previews without ids belong to nobody we know. */
export type FrameNews = {
  readonly promptId: string | null
  /** The run that previews without ids belong to from now on. */
  readonly nowExecuting?: string | null
  readonly hint: RunHint | null
  /** The node that it has come to. */
  readonly node?: string
}

const nothing: FrameNews = { promptId: null, hint: null }

/** A text frame. Anything that is not understood is nothing: frames are hints. */
export function readTextFrame(text: string): FrameNews {
  const frame = parseLenientJson(text)
  if (!isRecord(frame) || !isRecord(frame['data'])) return nothing
  const data = frame['data']
  const promptId = typeof data['prompt_id'] === 'string' ? data['prompt_id'] : null
  switch (frame['type']) {
    case 'execution_start':
    case 'execution_error':
    case 'execution_interrupted':
      return { promptId, hint: { kind: 'changed' } }
    case 'executing':
      // The end of a run comes after its history was written, `execution_success` before.
      return data['node'] === null
        ? { promptId, nowExecuting: null, hint: { kind: 'changed' } }
        : { promptId, nowExecuting: promptId, hint: null, ...(typeof data['node'] === 'string' ? { node: data['node'] } : {}) }
    case 'progress':
      return { promptId, hint: progressOf(data['value'], data['max']) }
    case 'progress_state':
      return { promptId, hint: progressOfNodes(data['nodes']) }
    default:
      return nothing
  }
}

/**
 * A binary frame, big-endian. Event 1 is a preview without ids (it belongs to what executes), event 4 one with ids, which servers send
 * after the handshake. Others are nothing.
 */
export function readBinaryFrame(frame: Uint8Array, executing: string | null): FrameNews {
  if (frame.byteLength < 8) return nothing
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const event = view.getUint32(0)
  if (event === 1) return previewOf(executing, view.getUint32(4) === 2 ? 'image/png' : 'image/jpeg', frame.subarray(8))
  if (event !== 4) return nothing
  const jsonLength = view.getUint32(4)
  if (8 + jsonLength > frame.byteLength) return nothing
  const about = parseLenientJson(new TextDecoder().decode(frame.subarray(8, 8 + jsonLength)))
  if (!isRecord(about) || typeof about['prompt_id'] !== 'string') return nothing
  return previewOf(about['prompt_id'], about['image_type'] === 'image/png' ? 'image/png' : 'image/jpeg', frame.subarray(8 + jsonLength))
}

const previewOf = (promptId: string | null, mime: 'image/jpeg' | 'image/png', bytes: Uint8Array): FrameNews => ({
  promptId,
  hint: bytes.byteLength === 0 ? null : { kind: 'preview', mime, bytes: Uint8Array.from(bytes) },
})

/** One step is how a node without steps of its own reports: it says nothing about the picture. */
function progressOf(value: unknown, max: unknown): RunHint | null {
  if (typeof value !== 'number' || typeof max !== 'number' || max <= 1 || value < 0 || value > max) return null
  return { kind: 'progress', step: Math.floor(value), steps: Math.floor(max), progress: value / max }
}

function progressOfNodes(nodes: unknown): RunHint | null {
  if (!isRecord(nodes)) return null
  const running = Object.values(nodes)
    .filter(isRecord)
    .find((node) => node['state'] === 'running' && typeof node['max'] === 'number' && node['max'] > 1)
  return running === undefined ? null : progressOf(running['value'], running['max'])
}
