import { WebSocket, type RawData } from 'ws'
import type { Clock } from '../../application/ports/clock.ts'
import type { RunHint } from '../../application/ports/image-engine.ts'
import type { Log } from '../../application/ports/log.ts'
import type { ComfyHttp } from './comfy-http.ts'
import { readBinaryFrame, readTextFrame, type FrameNews } from './frames.ts'
import { runListeners } from './run-listeners.ts'
import type { Stages } from './stages.ts'

export type SocketSettings = {
  readonly pingMs: number
  /** Wait before the first reconnection; doubled with each failure, 30 s at most. */
  readonly reconnectMs: number
  readonly handshakeMs: number
  /** Called for every frame about a run: something is alive over there. */
  readonly heard?: () => void
}

/** The one WebSocket of a backend: opened by the first listener, kept while there are listeners. It only carries hints. */
export type BackendSocket = {
  listen(promptId: string, listener: (hint: RunHint) => void): () => void
  /**
   * The id under which a run must be sent so that this socket hears of it; waits up to `patienceMs` for the socket to open. A run is never
   * sent without an id: the server would tell its progress to everybody.
   */
  clientId(patienceMs: number): Promise<string>
  /** What the nodes of a listened-to run mean, so that its listeners can be told what it is at. */
  knowStages(promptId: string, stages: Stages): void
  /** Whether frames about runs of this client would reach us now. */
  hears(clientId: string): boolean
  close(): void
}

type Connection = { readonly socket: WebSocket; readonly clientId: string; readonly opened: Promise<void> }

const longestReconnectMs = 30_000
const maxFrameBytes = 16 * 1024 * 1024

export function backendSocket(http: ComfyHttp, settings: SocketSettings, newClientId: () => string, clock: Clock, log: Log): BackendSocket {
  const listeners = runListeners()
  const closing = new AbortController()
  let connection: Connection | null = null
  let failures = 0
  let waiting = false

  const tell = (news: FrameNews): void => {
    if (news.promptId !== null || news.nowExecuting !== undefined) settings.heard?.()
    listeners.tell(news)
  }
  const connect = (): void => {
    if (connection !== null || waiting || closing.signal.aborted) return
    // A server forgets the newer of two sockets with one id as soon as the older ends, so every connection has an id of its own.
    const opened = openConnection(http, newClientId(), settings, tell, {
      open: () => {
        failures = 0
      },
      closed: () => {
        connection = null
        if (!listeners.isEmpty()) void reconnectLater()
      },
    })
    connection = opened
  }
  const reconnectLater = async (): Promise<void> => {
    if (waiting || closing.signal.aborted) return
    waiting = true
    failures += 1
    log.debug('the engine’s socket closed; polling goes on', { backendId: http.backendId, attempt: failures })
    await clock.sleep(Math.min(longestReconnectMs, settings.reconnectMs * 2 ** Math.min(failures - 1, 10)), closing.signal)
    waiting = false
    if (!listeners.isEmpty()) connect()
  }
  return {
    listen: (promptId, listener) => {
      // Wrapped, so that the same function listening twice is two listeners.
      const own = (hint: RunHint): void => listener(hint)
      listeners.add(promptId, own)
      connect()
      return () => listeners.remove(promptId, own)
    },
    knowStages: listeners.knowStages,
    clientId: async (patienceMs) => {
      const current = connection
      if (current === null) return newClientId()
      const patience = new AbortController()
      await Promise.race([current.opened, clock.sleep(patienceMs, patience.signal)])
      patience.abort()
      return current.clientId
    },
    hears: (clientId) => connection?.clientId === clientId && connection.socket.readyState === WebSocket.OPEN,
    close: () => {
      closing.abort()
      connection?.socket.terminate()
      listeners.clear()
    },
  }
}

function openConnection(
  http: ComfyHttp,
  clientId: string,
  settings: SocketSettings,
  tell: (news: FrameNews) => void,
  on: { readonly open: () => void; readonly closed: () => void },
): Connection {
  const { url, headers } = http.socketAddress(clientId)
  const socket = new WebSocket(url, {
    headers,
    handshakeTimeout: settings.handshakeMs,
    maxPayload: maxFrameBytes,
    followRedirects: false,
    perMessageDeflate: false,
  })
  let executing: string | null = null
  let alive = true
  let pings: NodeJS.Timeout | undefined
  const opened = new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    socket.once('open', () => {
      // It must be the first frame: the window for the handshake closes with any other.
      socket.send(JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } }))
      on.open()
      pings = setInterval(() => {
        // A half-open connection sends no close: one that missed a whole round is ended by us.
        if (!alive) socket.terminate()
        alive = false
        if (socket.readyState === WebSocket.OPEN) socket.ping()
      }, settings.pingMs)
      pings.unref()
      resolve()
    })
  })
  socket.on('pong', () => {
    alive = true
  })
  socket.on('message', (data: RawData, isBinary: boolean) => {
    alive = true
    const bytes = bytesOf(data)
    const news = isBinary ? readBinaryFrame(bytes, executing) : readTextFrame(new TextDecoder().decode(bytes))
    if (news.nowExecuting !== undefined) executing = news.nowExecuting
    tell(news)
  })
  // An error is always followed by `close`, which acts; without a listener it would end the process.
  socket.on('error', () => undefined)
  socket.once('close', () => {
    clearInterval(pings)
    on.closed()
  })
  return { socket, clientId, opened }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data))
  return Buffer.isBuffer(data) ? data : new Uint8Array(data)
}
