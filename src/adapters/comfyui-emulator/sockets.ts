import type { IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import type { Faults, Frame } from './faults.ts'

export type PreviewMetadata = { readonly node_id: string; readonly prompt_id: string }

export type Sockets = ReturnType<typeof sockets>
/** What a run needs of the sockets. */
export type RunSender = Pick<Sockets, 'send' | 'sendPreview' | 'sendPreviewWithMetadata' | 'wantsMetadata'>

type SocketWorld = {
  readonly features: Readonly<Record<string, unknown>>
  readonly remaining: () => number
  /** The node that the given client's run is at, told to one who comes back. */
  readonly runningNodeOf: (clientId: string) => string | null
  readonly faults: Faults
}

/**
 * One socket per client id. A second connection under the same id takes its place, and when the older one closes, the entry goes
 * with it: from then on the newer hears nothing. That is ComfyUI's fault, kept so that clients learn to live with it.
 */
export function sockets(world: SocketWorld) {
  const byId = new Map<string, WebSocket>()
  const open = new Set<WebSocket>()
  const wantsMetadata = new Map<string, boolean>()

  const sendTo = (clientId: string | null, payload: string | Buffer, faults: Faults) => {
    if (faults.silentSockets) return
    const receivers = clientId === null ? [...byId.values()] : [byId.get(clientId)]
    for (const socket of receivers) if (socket?.readyState === WebSocket.OPEN) socket.send(payload)
  }
  const sender = (faults: () => Faults) => ({
    /** To one client; `null` means to everyone. */
    send(frame: Frame, clientId: string | null): void {
      for (const changed of faults().changeFrame(frame)) sendTo(clientId, JSON.stringify(changed), faults())
    },
    sendPreview(jpeg: Uint8Array, clientId: string | null): void {
      sendTo(clientId, Buffer.concat([bigEndian(1), bigEndian(1), jpeg]), faults())
    },
    sendPreviewWithMetadata(jpeg: Uint8Array, of: PreviewMetadata, clientId: string): void {
      const metadata = metadataOf(of)
      sendTo(clientId, Buffer.concat([bigEndian(4), bigEndian(metadata.length), metadata, jpeg]), faults())
    },
    wantsMetadata: (clientId: string | null): boolean => clientId !== null && wantsMetadata.get(clientId) === true,
  })
  const usual = sender(() => world.faults)
  const { send } = usual

  return {
    accept(socket: WebSocket, request: IncomingMessage): void {
      const given = new URL(request.url ?? '/', 'http://localhost').searchParams.get('clientId')
      const clientId = given === null || given === '' ? randomUUID().replaceAll('-', '') : given
      byId.set(clientId, socket)
      open.add(socket)
      wantsMetadata.set(clientId, false)
      let isFirst = true
      send({ type: 'status', data: { status: { exec_info: { queue_remaining: world.remaining() } }, sid: clientId } }, clientId)
      const node = world.runningNodeOf(clientId)
      if (node !== null) send({ type: 'executing', data: { node } }, clientId)
      socket.on('message', (data, isBinary) => {
        const wish = isBinary ? null : previewWish(String(data))
        if (wish === null || !isFirst) return
        isFirst = false
        if (wish === 'none') return
        wantsMetadata.set(clientId, wish === 'metadata')
        send({ type: 'feature_flags', data: world.features }, clientId)
      })
      socket.on('error', () => socket.terminate())
      socket.on('close', () => {
        open.delete(socket)
        byId.delete(clientId)
        wantsMetadata.delete(clientId)
      })
    },
    ...usual,
    /** The same for a run that has faults of its own. */
    withFaults: sender,
    /** Nothing is read any more, not even a ping, though every connection stays open. */
    deafen: () => {
      for (const socket of open) socket.pause()
    },
    /** Closes every connection, as when the network breaks. */
    drop: () => {
      for (const socket of open) socket.terminate()
    },
  }
}

/** `null`: not readable, the window for the handshake stays open. */
function previewWish(text: string): 'metadata' | 'plain' | 'none' | null {
  try {
    const message = JSON.parse(text) as { type?: unknown; data?: { supports_preview_metadata?: unknown } } | null
    if (message?.type !== 'feature_flags') return 'none'
    return message.data?.supports_preview_metadata === true ? 'metadata' : 'plain'
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const metadataOf = (of: PreviewMetadata): Buffer =>
  Buffer.from(
    JSON.stringify({ ...of, display_node_id: of.node_id, parent_node_id: null, real_node_id: of.node_id, image_type: 'image/jpeg' }),
  )

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
