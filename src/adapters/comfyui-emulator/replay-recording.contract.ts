import { expect } from '@jest/globals'
import { createHash } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { WebSocket } from 'ws'
import { parsePythonJson, printPythonJson } from './python-json.ts'
import { comparable, comparableFrames, lacksOf, matching } from './recorded-shapes.contract.ts'
import type { Recorded } from './recorded-shapes.contract.ts'

/** How long the emulator may take to catch up with a recording before the replay says that it never will. */
const patienceMs = 20_000

export type Step = {
  readonly http?: { readonly request: RecordedRequest; readonly response: RecordedResponse }
  readonly socket?: string
  readonly open?: { readonly path: string }
  readonly sent?: unknown
  readonly frame?: Recorded
  readonly binary?: Recorded
  readonly closed?: number | null
  readonly note?: string
}

type RecordedRequest = {
  readonly method: string
  readonly path: string
  readonly json?: unknown
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly multipart?: readonly {
    readonly name: string
    readonly value?: string
    readonly filename?: string
    readonly bytes?: number
    readonly sha256?: string
  }[]
}

type RecordedResponse = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly text?: string
  readonly body?: { readonly bytes: number; readonly sha256: string }
}

type Line = { readonly socket: WebSocket; readonly expected: Recorded[]; readonly received: Recorded[] }

/** The bytes that stand for those that were uploaded when the recording was made, of which only the hash is kept. */
export type StandIn = (sha256: string, bytes: number) => Uint8Array

/**
 * Plays a recording's client against the emulator at `url`: its requests in their order, each after the frames that had come before
 * it, and compares what comes back with what the real server said.
 */
export async function replayRecording(url: string, steps: readonly Step[], standIn: StandIn): Promise<void> {
  const lines = new Map<string, Line>()
  for (const step of steps) {
    const name = step.socket ?? ''
    if (step.open) {
      await caughtUp(lines)
      lines.set(name, await openLine(url, step.open.path))
    }
    const line = lines.get(name)
    if (step.frame) line?.expected.push(step.frame)
    if (step.binary) line?.expected.push({ type: `binary ${String(step.binary['event'])}`, data: {} })
    if (step.sent !== undefined) line?.socket.send(JSON.stringify(step.sent))
    if (step.http) {
      await caughtUp(lines)
      await playRequest(url, step.http, standIn)
    }
    if ('closed' in step && line) {
      await caughtUp(lines)
      line.socket.close()
      await new Promise((resolve) => line.socket.once('close', resolve))
      // The server learns of it a little later than the client, and the recording's next step came later still.
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  for (const [name, line] of lines) {
    expect({ name, frames: comparableFrames(line.received) }).toEqual({ name, frames: comparableFrames(line.expected) })
  }
}

/**
 * The same for a server that was not there when the recording was made: it must answer each request, one after the other, with the same
 * status and content type and with all that the recorded answer holds, whatever the values. Frames are not waited for.
 */
export async function replayShapes(url: string, steps: readonly Step[], standIn: StandIn): Promise<number> {
  let compared = 0
  for (const { http } of steps) {
    if (http === undefined) continue
    const { request, response } = http
    const { status, headers, body } = await send(url, request, standIn)
    const lacks = response.json === undefined ? [] : lacksOf(parsePythonJson(body.toString()), response.json)
    const place = `${request.method} ${request.path}`
    const type = response.headers['Content-Type']
    expect({ place, status, lacks, type: type === undefined ? undefined : headers['content-type'] }).toEqual({
      place,
      status: response.status,
      lacks: [],
      type,
    })
    compared += 1
  }
  return compared
}

async function openLine(url: string, path: string): Promise<Line> {
  const socket = new WebSocket(url.replace('http', 'ws') + path)
  const received: Recorded[] = []
  socket.on('message', (data, isBinary) => {
    if (isBinary) received.push({ type: `binary ${(data as Buffer).readUInt32BE(0)}`, data: {} })
    else received.push(JSON.parse(String(data)) as Recorded)
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return { socket, expected: [], received }
}

/** Waits until each line has heard as much as the recording had at this place. */
async function caughtUp(lines: ReadonlyMap<string, Line>): Promise<void> {
  const behind = () =>
    [...lines.values()].find(
      ({ expected, received }) => comparableFrames(received).run.length < comparableFrames(expected).run.length || received.length === 0,
    )
  const deadline = Date.now() + patienceMs
  for (let line = behind(); line; line = behind()) {
    if (Date.now() > deadline) expect(comparableFrames(line.received)).toEqual(comparableFrames(line.expected))
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

async function playRequest(url: string, { request, response }: NonNullable<Step['http']>, standIn: StandIn): Promise<void> {
  const place = `${request.method} ${request.path}`
  const deadline = Date.now() + patienceMs
  const expected = expectedOf(response, request.path, standIn)
  let first: unknown = null
  for (;;) {
    const actual = answerOf(await send(url, request, standIn), response, request.path)
    first ??= actual
    // Reading does no harm, so what takes its time to become true is asked for again.
    if (request.method === 'GET' && Date.now() < deadline && JSON.stringify(actual) !== JSON.stringify(expected)) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      continue
    }
    if (JSON.stringify(actual) !== JSON.stringify(expected)) expect({ place, answer: first }).toEqual({ place, answer: expected })
    return
  }
}

type Sent = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: Buffer }

async function send(url: string, request: RecordedRequest, standIn: StandIn): Promise<Sent> {
  const { body, contentType } = await bodyOf(request, standIn)
  const headers = { ...(contentType ? { 'Content-Type': contentType } : {}), ...request.headers }
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url + encodeURI(request.path), { method: request.method, headers }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

async function bodyOf({ json, text, multipart }: RecordedRequest, standIn: StandIn): Promise<{ body: Buffer; contentType: string | null }> {
  if (!multipart) return { body: Buffer.from(json === undefined ? (text ?? '') : printPythonJson(json)), contentType: 'application/json' }
  const form = new FormData()
  for (const { name, value, filename, bytes = 0, sha256 = '' } of multipart) {
    // The recording client percent-encoded the names it sent.
    if (filename === undefined) form.append(name, value ?? '')
    else form.append(name, new Blob([new Uint8Array(standIn(sha256, bytes))], { type: 'image/png' }), encodeURIComponent(filename))
  }
  const encoded = new Response(form)
  return { body: Buffer.from(await encoded.arrayBuffer()), contentType: encoded.headers.get('content-type') }
}

function answerOf({ status, headers, body }: Sent, expected: RecordedResponse, path: string) {
  const named = Object.keys(expected.headers).filter((name) => name !== 'Etag')
  const content =
    expected.json !== undefined
      ? comparable(matching(parsePythonJson(body.toString()), expected.json), path)
      : expected.text !== undefined
        ? body.toString()
        : isOwnFile(path, expected)
          ? digestOf(body)
          : body.length > 0
  return { status, headers: Object.fromEntries(named.map((name) => [name, headers[name.toLowerCase()]])), content }
}

function expectedOf({ status, headers: given, json, text, body }: RecordedResponse, path: string, standIn: StandIn) {
  const headers = Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'Etag'))
  if (json !== undefined) return { status, headers, content: comparable(json, path) }
  if (text !== undefined) return { status, headers, content: text }
  const isOwn = isOwnFile(path, { status, headers: given, ...(body ? { body } : {}) })
  return { status, headers, content: isOwn ? digestOf(standIn(body?.sha256 ?? '', body?.bytes ?? 0)) : (body?.bytes ?? 0) > 0 }
}

/** An upload that is asked for as it lies there, so that its very bytes are known. */
const isOwnFile = (path: string, { status, body }: RecordedResponse): boolean =>
  status === 200 && (body?.bytes ?? 0) > 0 && path.includes('type=input') && !/channel=(rgb|a)(&|$)|preview=/.test(path)

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
