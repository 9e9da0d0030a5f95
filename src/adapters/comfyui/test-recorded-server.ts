import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { WebSocketServer, type WebSocket } from 'ws'

export type Version = '0.3.64' | '0.33.0'
export type Call = { readonly method: string; readonly path: string; readonly body: Buffer }
export type Reply =
  | {
      readonly status?: number
      readonly json?: unknown
      readonly text?: string
      readonly bytes?: Uint8Array
      readonly type?: string
      readonly location?: string
    }
  | 'drop'
  | 'silence'

const at = (version: Version, file: string): string => join(__dirname, 'recordings', version, file)
export const recorded = <T>(version: Version, file: string): T => JSON.parse(readFileSync(at(version, file), 'utf8')) as T

/** A real HTTP and WebSocket server with a queue that the test moves, which says what a ComfyUI of that version was recorded to say. */
export class RecordedServer {
  readonly calls: Call[] = []
  readonly uploads = new Map<string, Buffer>()
  readonly files = new Map<string, Uint8Array>()
  readonly sockets: { readonly clientId: string; readonly socket: WebSocket; readonly received: string[] }[] = []
  pending: string[] = []
  running: string[] = []
  history: Record<string, unknown> = {}
  systemExtra: Record<string, unknown> = {}
  /** How long a WebSocket waits for its upgrade. */
  upgradeMs = 0
  /** The client under which each run came. */
  readonly clientOf = new Map<string, string>()
  readonly version: Version
  private readonly boot: Record<string, { status: number; json?: unknown }>
  private readonly objectInfo: Record<string, unknown>
  private readonly overrides: { method: string; start: string; times: number; reply: (call: Call, real: () => Reply) => Reply }[] = []
  private readonly server: Server
  private readonly wss: WebSocketServer

  private constructor(version: Version) {
    this.version = version
    this.boot = recorded(version, 'boot.json')
    this.objectInfo = recorded(version, 'object_info.json')
    this.server = createServer((request, response) => void this.serve(request, response))
    this.wss = new WebSocketServer({
      server: this.server,
      path: '/ws',
      verifyClient: (_, take) => void setTimeout(() => take(true), this.upgradeMs),
    })
    this.wss.on('connection', (socket, request) => {
      const clientId = new URL(request.url ?? '', 'http://x').searchParams.get('clientId') ?? ''
      const received: string[] = []
      this.sockets.push({ clientId, socket, received })
      socket.on('message', (data) => received.push(String(data)))
      socket.send(JSON.stringify({ type: 'status', data: { status: { exec_info: { queue_remaining: 0 } }, sid: clientId } }))
    })
  }

  static async start(version: Version): Promise<RecordedServer> {
    const server = new RecordedServer(version)
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Answers the next calls of a method and path start in its own way; `real` is what would have been done. */
  override(method: string, start: string, reply: (call: Call, real: () => Reply) => Reply, times = 1): void {
    this.overrides.push({ method, start, times, reply })
  }

  /** No call is answered in another way any more. */
  wellAgain(): void {
    this.overrides.length = 0
  }

  /** Takes a node class, or one of its files, away. */
  remove(nodeClass: string, input?: string): void {
    if (input === undefined) delete this.objectInfo[nodeClass]
    else
      this.objectInfo[nodeClass] = JSON.parse(
        JSON.stringify(this.objectInfo[nodeClass]).replace(new RegExp(`"${input}"`, 'g'), '"other.bin"'),
      )
  }

  startNext(): void {
    const next = this.pending.shift()
    if (next !== undefined) this.running.push(next)
  }

  /** Ends a run with the recorded entry of a scenario, its outputs changed to those given. */
  end(id: string, scenario: string, images: readonly unknown[] = []): void {
    this.pending = this.pending.filter((one) => one !== id)
    this.running = this.running.filter((one) => one !== id)
    const entry = recorded<Record<string, object>>(this.version, 'histories.json')[scenario]
    this.history[id] = { ...entry, outputs: images.length === 0 ? {} : { '12': { images } } }
  }

  succeed(id: string, png: Uint8Array): void {
    const filename = `${id}_00001_.png`
    this.files.set(`persona-studio/${filename}`, png)
    this.end(id, 'inpaint_run 200', [{ filename, subfolder: 'persona-studio', type: 'output' }])
  }

  /** As after a restart: everything in memory is gone. */
  forgetAll(): void {
    this.pending = []
    this.running = []
    this.history = {}
  }

  tell(clientId: string, frame: unknown): void {
    for (const one of this.sockets)
      if (one.clientId === clientId) one.socket.send(frame instanceof Uint8Array ? frame : JSON.stringify(frame))
  }

  async close(): Promise<void> {
    for (const client of this.wss.clients) client.terminate()
    this.wss.close()
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const call = { method: request.method ?? '', path: request.url ?? '', body: Buffer.concat(chunks) }
    this.calls.push(call)
    const override = this.overrides.find((one) => one.times > 0 && one.method === call.method && call.path.startsWith(one.start))
    if (override !== undefined) override.times -= 1
    const reply = override === undefined ? this.answer(call) : override.reply(call, () => this.answer(call))
    if (reply === 'silence') return
    if (reply === 'drop') {
      request.socket.destroy()
      return
    }
    const text = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json).replaceAll('"<NaN>"', 'NaN')
    const headers = {
      'content-type': reply.type ?? 'application/json',
      ...(reply.location === undefined ? {} : { location: reply.location }),
    }
    response.writeHead(reply.status ?? 200, headers).end(reply.bytes ?? text)
  }

  private answer(call: Call): Reply {
    const { pathname: path, searchParams } = new URL(call.path, 'http://x')
    if (call.method === 'GET') return this.read(path, searchParams)
    const body = call.body
    if (path === '/upload/image') return this.takeUpload(body)
    if (path === '/prompt') return this.takePrompt(JSON.parse(String(body)) as { prompt_id: string; client_id: string })
    if (path === '/queue') return this.removeFromQueue((JSON.parse(String(body)) as { delete: string[] }).delete)
    if (path === '/interrupt') return this.interrupt((JSON.parse(String(body)) as { prompt_id: string }).prompt_id)
    if (path === '/history') {
      for (const id of (JSON.parse(String(body)) as { delete: string[] }).delete) delete this.history[id]
      return {}
    }
    const cancel = /^\/api\/jobs\/([^/]+)\/cancel$/.exec(path)?.[1]
    if (cancel !== undefined && this.version === '0.33.0') {
      const isKnown = [...this.pending, ...this.running].includes(cancel)
      this.removeFromQueue([cancel])
      this.interrupt(cancel)
      return { json: { cancelled: isKnown } }
    }
    return { status: 405, text: '405: Method Not Allowed' }
  }

  private read(path: string, query: URLSearchParams): Reply {
    const item = (id: string, index: number) => [
      index,
      id,
      { '4': { inputs: { cfg: '<NaN>' } } },
      { client_id: this.clientOf.get(id) ?? '' },
      ['12'],
    ]
    if (path === '/system_stats') {
      const stats = this.boot[path]?.json as { system: object }
      return { json: { ...stats, system: { ...stats.system, ...this.systemExtra } } }
    }
    if (path in this.boot) return this.boot[path] ?? {}
    if (path.startsWith('/object_info/')) {
      const name = path.slice('/object_info/'.length)
      return { json: name in this.objectInfo ? { [name]: this.objectInfo[name] } : {} }
    }
    if (path === '/queue')
      return {
        json: { queue_running: this.running.map(item), queue_pending: this.pending.map((id, index) => item(id, index + 10)).reverse() },
      }
    if (path.startsWith('/history/')) {
      const id = path.slice('/history/'.length)
      return { json: id in this.history ? { [id]: this.history[id] } : {} }
    }
    if (path === '/view') {
      const bytes = this.files.get(`${query.get('subfolder')}/${query.get('filename')}`)
      return bytes === undefined ? { status: 404 } : { bytes, type: 'image/png' }
    }
    return { status: 404 }
  }

  private takeUpload(body: Buffer): Reply {
    const text = body.toString('latin1')
    const name = /filename="([^"]+)"/.exec(text)?.[1] ?? ''
    const subfolder = /name="subfolder"\r\n\r\n([^\r]*)/.exec(text)?.[1] ?? ''
    const start = text.indexOf('\r\n\r\n', text.indexOf('filename="')) + 4
    const boundary = text.slice(0, text.indexOf('\r\n'))
    this.uploads.set(`${subfolder}/${name}`, body.subarray(start, text.indexOf(`\r\n${boundary}`, start)))
    return { json: { name, subfolder, type: 'input' } }
  }

  private takePrompt(run: { prompt_id: string; client_id: string }): Reply {
    this.pending.push(run.prompt_id)
    this.clientOf.set(run.prompt_id, run.client_id)
    return { json: { prompt_id: run.prompt_id, number: this.pending.length, node_errors: {} } }
  }

  private removeFromQueue(ids: readonly string[]): Reply {
    this.pending = this.pending.filter((id) => !ids.includes(id))
    return {}
  }

  private interrupt(id: string): Reply {
    if (this.running.includes(id)) this.end(id, 'interrupt 250')
    return {}
  }
}
