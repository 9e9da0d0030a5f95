import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import type { Circuit } from './circuit.ts'
import { isRecord, parseLenientJson } from './lenient-json.ts'

export type ComfyTimeouts = {
  /** For questions and small orders. */
  readonly answerMs: number
  /** For pictures, both ways. */
  readonly transferMs: number
}

export type HttpAnswer = { readonly status: number; readonly text: string }

/** One backend over HTTP. Everything that is no complete answer in time throws `EngineUnreachable`, whose text names the backend and never its address. */
export type ComfyHttp = {
  readonly backendId: string
  /** JSON of a 200; every other status is `EngineUnreachable`. Waits `patience` times as long as for other answers, 1 when absent. */
  getJson(path: string, patience?: number): Promise<unknown>
  get(path: string): Promise<HttpAnswer>
  postJson(path: string, body: string): Promise<HttpAnswer>
  postForm(path: string, form: FormData): Promise<HttpAnswer>
  /** `too-large` once more than `maxBytes` came. */
  getBytes(path: string, maxBytes: number): Promise<{ readonly status: number; readonly bytes: Uint8Array } | 'too-large'>
  /** Where and how to open the WebSocket. */
  socketAddress(clientId: string): { readonly url: string; readonly headers: Readonly<Record<string, string>> }
}

/** An answer about nodes or history can be long; past this it is not one we asked for. */
const maxTextBytes = 16 * 1024 * 1024

export type HttpBackend = { readonly backendId: string; readonly url: string; readonly headers?: Readonly<Record<string, string>> }

/** With a `circuit`, a backend that rests is not asked: the question fails at once, with the reason of the last that was. */
export function comfyHttp(backend: HttpBackend, timeouts: ComfyTimeouts, circuit?: Circuit): ComfyHttp {
  const { backendId } = backend
  const { base, headers } = addressOf(backend)
  let last: PodUnreachable | null = null
  const failed = (error: PodUnreachable): PodUnreachable => {
    last = error
    circuit?.failed()
    return error
  }
  const ask = async (
    path: string,
    init: RequestInit,
    timeoutMs: number,
    maxBytes: number,
  ): Promise<{ status: number; bytes: Uint8Array } | 'too-large'> => {
    if (circuit?.admits() === false) throw last ?? new PodUnreachable(`${backendId} cannot be reached`, 'unreachable')
    try {
      const answer = await fetch(`${base}${path}`, {
        ...init,
        headers: { ...headers, ...init.headers },
        // A redirect would lead where nobody configured us to go: it is an answer like any other, and not one of an engine.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
      const bytes = await readUpTo(answer, maxBytes)
      if (answer.status >= 500) failed(unexpectedStatus(backendId, answer.status))
      else circuit?.answered()
      return bytes === 'too-large' ? 'too-large' : { status: answer.status, bytes }
    } catch (error) {
      throw failed(new PodUnreachable(`${backendId} ${reasonOf(error)}`, 'unreachable'))
    }
  }
  const askText = async (path: string, init: RequestInit, timeoutMs: number): Promise<HttpAnswer> => {
    const answer = await ask(path, init, timeoutMs, maxTextBytes)
    if (answer === 'too-large') throw new PodUnreachable(`${backendId} sent an answer that is too long`, 'not-comfyui')
    return { status: answer.status, text: new TextDecoder().decode(answer.bytes) }
  }
  const get = (path: string, patience = 1): Promise<HttpAnswer> => askText(path, { method: 'GET' }, patience * timeouts.answerMs)
  return {
    backendId,
    get: (path) => get(path),
    getJson: async (path, patience) => {
      const answer = await get(path, patience)
      if (answer.status !== 200) throw unexpectedStatus(backendId, answer.status)
      const value = parseLenientJson(answer.text)
      if (value === undefined) throw new PodUnreachable(`${backendId} answered in a form that is no JSON`, 'not-comfyui')
      return value
    },
    postJson: (path, body) => askText(path, { method: 'POST', body, headers: { 'content-type': 'application/json' } }, timeouts.answerMs),
    postForm: (path, form) => askText(path, { method: 'POST', body: form }, timeouts.transferMs),
    getBytes: (path, maxBytes) => ask(path, { method: 'GET' }, timeouts.transferMs, maxBytes),
    socketAddress: (clientId) => ({ url: `${base.replace(/^http/, 'ws')}/ws?clientId=${encodeURIComponent(clientId)}`, headers }),
  }
}

/** Says in one word why a backend gave no answer that can be used. */
export class PodUnreachable extends EngineUnreachable {
  readonly code: 'unreachable' | 'needs-sign-in' | 'not-comfyui' | 'in-trouble'

  constructor(message: string, code: PodUnreachable['code']) {
    super(message)
    this.code = code
  }
}

export function wordsOfStatus(status: number): string {
  if (status === 401 || status === 403) return `does not let us in (status ${status}): it wants a sign-in`
  if (status >= 300 && status <= 399) return `sends us to another address (status ${status}), as sign-in pages do`
  return `answered with status ${status}`
}

function unexpectedStatus(backendId: string, status: number): PodUnreachable {
  const wantsSignIn = status === 401 || status === 403 || (status >= 300 && status <= 399)
  const code = wantsSignIn ? 'needs-sign-in' : status >= 500 || status === 429 ? 'in-trouble' : 'not-comfyui'
  return new PodUnreachable(`${backendId} ${wordsOfStatus(status)}`, code)
}

/** Name and password in an address travel as a header, because `fetch` refuses them in a URL. */
function addressOf(backend: HttpBackend): { readonly base: string; readonly headers: Readonly<Record<string, string>> } {
  const parsed = new URL(backend.url)
  const hasLogin = parsed.username !== '' || parsed.password !== ''
  const login = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`
  const signIn = hasLogin ? { authorization: `Basic ${Buffer.from(login).toString('base64')}` } : {}
  return { base: `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`, headers: { ...signIn, ...backend.headers } }
}

/** Stops reading as soon as the limit is passed: a length header is only a promise. */
async function readUpTo(answer: Response, maxBytes: number): Promise<Uint8Array | 'too-large'> {
  if (answer.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = answer.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      return 'too-large'
    }
    chunks.push(next.value)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** The platform's own messages name hosts and ports, so only our words leave. */
function reasonOf(error: unknown): string {
  const name = textOf(error, 'name')
  if (name === 'TimeoutError' || name === 'AbortError') return 'did not answer in time'
  const code = textOf(isRecord(error) ? error['cause'] : null, 'code')
  return /^[A-Z_]{3,40}$/.test(code) ? `cannot be reached (${code})` : 'cannot be reached'
}

const textOf = (value: unknown, key: string): string => {
  const text = isRecord(value) ? value[key] : null
  return typeof text === 'string' ? text : ''
}
