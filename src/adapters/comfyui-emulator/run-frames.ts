import sharp from 'sharp'
import type { Picture } from './pixels.ts'
import type { NodeOutput } from './node-output.ts'
import type { RunSender } from './sockets.ts'

type NodeState = { readonly value: number; readonly max: number; readonly state: 'running' | 'finished' }

export type RunFrames = ReturnType<typeof runFrames>

/**
 * What a run tells the world. Messages about the run go to the client that posted it and are remembered for its history; progress
 * goes to everyone when no client was named.
 */
export function runFrames(sockets: RunSender, promptId: string, clientId: string | null) {
  const messages: (readonly [string, Readonly<Record<string, unknown>>])[] = []
  const nodes = new Map<string, NodeState>()

  const showProgress = (id: string, state: NodeState) => {
    nodes.set(id, state)
    const shown = Object.fromEntries([...nodes].map(([node, progress]) => [node, { ...progress, ...idsOf(node) }]))
    sockets.send({ type: 'progress_state', data: { prompt_id: promptId, nodes: shown } }, clientId)
  }
  const idsOf = (node: string) => ({ node_id: node, prompt_id: promptId, display_node_id: node, parent_node_id: null, real_node_id: node })

  return {
    messages,
    message(type: string, facts: Readonly<Record<string, unknown>>, toEveryone = false): void {
      const data = { ...facts, timestamp: Date.now() }
      messages.push([type, data])
      if (clientId !== null || toEveryone) sockets.send({ type, data }, clientId)
    },
    started(node: string): void {
      showProgress(node, { value: 0, max: 1, state: 'running' })
      if (clientId !== null) sockets.send({ type: 'executing', data: { node, display_node: node, prompt_id: promptId } }, clientId)
    },
    /** `output` is `null` for a cached node that shows nothing. */
    executed(node: string, output: NodeOutput | null): void {
      if (clientId !== null) sockets.send({ type: 'executed', data: { node, display_node: node, output, prompt_id: promptId } }, clientId)
    },
    finished(node: string): void {
      const max = nodes.get(node)?.max ?? 1
      showProgress(node, { value: max, max, state: 'finished' })
    },
    async stepped(node: string, step: number, steps: number, preview: Picture): Promise<void> {
      const jpeg = await jpegOf(preview)
      showProgress(node, { value: step, max: steps, state: 'running' })
      const withMetadata = clientId !== null && sockets.wantsMetadata(clientId)
      if (withMetadata) sockets.sendPreviewWithMetadata(jpeg, { node_id: node, prompt_id: promptId }, clientId)
      sockets.send({ type: 'progress', data: { value: step, max: steps, prompt_id: promptId, node } }, clientId)
      if (!withMetadata) sockets.sendPreview(jpeg, clientId)
    },
    /** Sent after the run is in the history. */
    ended(): void {
      if (clientId !== null) sockets.send({ type: 'executing', data: { node: null, prompt_id: promptId } }, clientId)
    },
  }
}

const jpegOf = ({ rgb, widthPx, heightPx }: Picture): Promise<Uint8Array> =>
  sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .jpeg({ quality: 70 })
    .toBuffer()
