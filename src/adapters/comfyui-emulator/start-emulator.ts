import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import type { Log } from '../../application/ports/log.ts'
import { answerRequest, isForeign } from './answer-request.ts'
import { engineFiles, type EngineFiles } from './engine-files.ts'
import { startEngine, type Engine } from './engine.ts'
import { menuPath, switchboard, type Switchboard } from './fault-switchboard.ts'
import { faultsWith, noFaults } from './faults.ts'
import type { Faults, RequestFacts } from './faults.ts'
import type { Painter } from './painter-port.ts'
import { loadProfile } from './profile.ts'
import type { ProfileName, PulidNodes } from './profile.ts'
import type { Answer } from './routes/route.ts'
import { workerPainter } from './worker-painter.ts'

/** What ComfyUI takes in one request unless told otherwise. */
const standardUploadBytes = 104_857_600

/** Roughly a second for the usual 20 steps, so that progress can be seen. */
const standardStepMs = 40

const sweepEveryMs = 3_600_000

export type EmulatorOptions = {
  /** 0 takes a free one. */
  readonly port: number
  /** Default 127.0.0.1: the protocol knows no password. */
  readonly host?: string
  /** Its `input`, `output` and `temp` folders are made here. */
  readonly dir: string
  readonly profile?: ProfileName
  /** Offers the custom nodes that keep the face of a reference; none when absent. */
  readonly pulid?: PulidNodes
  readonly recordingsDir: string
  /** Who draws: a compiled worker file, or a painter that runs in this thread and is closed by its owner. */
  readonly painter: { readonly workerFile: string } | Painter
  /** Milliseconds a sampling step. */
  readonly stepMs?: number
  /** Replays the recorded servers' bad habits too: a malformed node kills the worker; SLOW: and FAULT: in prompts are obeyed. */
  readonly likeRecorded?: boolean
  readonly maxUploadBytes?: number
  /** Faults can be ordered over the wire, by header or at `/emulator/faults`. For tests only. */
  readonly faultMenu?: boolean
  /** Pictures are removed after this many milliseconds; kept for ever when absent, as ComfyUI does. */
  readonly filesLiveMs?: number
  readonly log?: Log
}

export type Emulator = {
  /** Without a trailing slash. */
  readonly url: string
  close(): Promise<void>
  /** Switches for tests; assign to them. */
  readonly faults: Faults
  /** As if the engine had never heard of this prompt, wherever it is. */
  forget(promptId: string): void
  /** Loses all that is in memory and breaks every connection, as a restart does. */
  restart(): void
  /** From now on nothing runs any more, though everything is answered and queued. */
  killWorker(): void
  /** Breaks every socket. */
  dropSockets(): void
}

/** A server that speaks ComfyUI's protocol and draws with the preview painter. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const faults = noFaults()
  const ownsPainter = 'workerFile' in options.painter
  const painter = 'workerFile' in options.painter ? workerPainter(options.painter.workerFile) : options.painter
  const files = engineFiles(options.dir)
  const stopSweeping = options.filesLiveMs === undefined ? () => undefined : sweeping(files, options.filesLiveMs)
  const engine = startEngine({
    profile: loadProfile(options.recordingsDir, options.profile ?? '0.33.0', options.pulid ?? null),
    files,
    painter,
    faults,
    stepMs: options.stepMs ?? standardStepMs,
    likeRecorded: options.likeRecorded ?? false,
    log: options.log,
  })
  const maxUploadBytes = options.maxUploadBytes ?? standardUploadBytes
  const board = options.faultMenu === true ? switchboard(engine) : null
  const server = createServer((request, response) => {
    answerWithFaults(request, response, { engine, board, maxUploadBytes }).catch((error: unknown) => {
      options.log?.error('the preview engine could not answer', { error: String(error) })
      response.destroy()
    })
  })
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: maxUploadBytes })
  server.on('upgrade', (request, socket, head) => {
    const isKnown = /^(\/api)?\/ws(\?|$)/.test(request.url ?? '')
    if (isKnown && !isForeign(request)) webSockets.handleUpgrade(request, socket, head, (open) => engine.hub.accept(open, request))
    else socket.end(`HTTP/1.1 ${isKnown ? '403 Forbidden' : '404 Not Found'}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '127.0.0.1', resolve)
  })
  const { port, address, family } = server.address() as AddressInfo
  const host = family === 'IPv6' ? `[${address}]` : address
  return {
    url: `http://${host}:${port}`,
    faults,
    forget: (promptId) => engine.forget(promptId),
    restart: () => engine.restart(),
    killWorker: () => engine.killWorker(),
    dropSockets: () => engine.hub.drop(),
    close: async () => {
      stopSweeping()
      await engine.close()
      engine.hub.drop()
      webSockets.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      if (ownsPainter) await painter.close()
    },
  }
}

/** At once and every hour, so that neither a long life nor many short ones fill the disk. Returns what ends it. */
function sweeping(files: EngineFiles, filesLiveMs: number): () => void {
  files.removeOlderThan(filesLiveMs)
  const timer = setInterval(() => files.removeOlderThan(filesLiveMs), sweepEveryMs).unref()
  return () => clearInterval(timer)
}

type Serving = { readonly engine: Engine; readonly board: Switchboard | null; readonly maxUploadBytes: number }

async function answerWithFaults(incoming: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const { engine, board, maxUploadBytes } = serving
  const { pathname, searchParams: query } = new URL(incoming.url ?? '/', 'http://localhost')
  const facts: RequestFacts = { method: incoming.method ?? 'GET', path: pathname.replace(/^\/api(?=\/)(?!\/jobs)/, ''), query }
  if (board !== null && facts.path === menuPath) return send(incoming, response, await board.answer(incoming))
  const own = board?.faultsOf(facts, incoming)
  const faults = faultsWith(engine.faults, own)
  const faulty = faults.answerInstead(facts)
  const delayMs = faults.delayMs(facts)
  if (delayMs > 0) await sleep(delayMs)
  if (faulty) {
    incoming.resume()
    response.writeHead(faulty.status, { 'Content-Type': faulty.contentType ?? 'text/plain; charset=utf-8', ...faulty.headers })
    response.end(faulty.body ?? '')
    return
  }
  const { status, headers, body } = await answerRequest(engine, incoming, maxUploadBytes, own)
  if (faults.dropAnswer(facts)) {
    incoming.socket.destroy()
    return
  }
  send(incoming, response, { status, headers: { ...headers, ...faults.headers(facts) }, body: faults.changeAnswer(facts, body) })
}

function send(incoming: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'Content-Length': String(body.length) })
  response.end(incoming.method === 'HEAD' ? undefined : body)
}
