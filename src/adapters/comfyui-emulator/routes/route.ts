import type { IncomingHttpHeaders } from 'node:http'
import type { Faults } from '../faults.ts'
import { parsePythonJson, printPythonJson } from '../python-json.ts'
import type { Engine } from '../engine.ts'

export type EngineRequest = {
  readonly method: string
  /** Without the `/api` that every route also answers to. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** What the route's pattern captured, decoded. */
  readonly captured: readonly string[]
  /** Faults that were asked for with this request, for it and for the run that it posts. */
  readonly faults?: Partial<Faults>
}

export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }

export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  readonly answer: (engine: Engine, request: EngineRequest) => Answer | Promise<Answer>
}

export const jsonAnswer = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: Buffer.from(printPythonJson(value)),
})

export const textAnswer = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  body: Buffer.from(text),
})

export const emptyAnswer = (status = 200): Answer => ({
  status,
  headers: { 'Content-Type': 'application/octet-stream' },
  body: Buffer.alloc(0),
})

/** The body as JSON, whatever its declared type. Throws what a Python server would only log before it answers 500. */
export function jsonOf(request: EngineRequest): Readonly<Record<string, unknown>> {
  const value = parsePythonJson(request.body.toString('utf8'))
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new TypeError('no object')
  return value as Readonly<Record<string, unknown>>
}
