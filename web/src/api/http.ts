import type { Problem } from '../../../src/adapters/http/contract/problem.ts'
import { text } from '../strings/en.ts'

/** What went wrong, in a form that screens can show. `problem` is null when no answer came at all. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly status: number
  readonly problem: Problem | null

  constructor(status: number, problem: Problem | null) {
    super(problem?.title ?? (status === 0 ? text.problems.noAnswer : text.problems.unreadable))
    this.status = status
    this.problem = problem
  }
}

/** Whether the server said no, which asking again at once does not change. All else may pass: no answer, half of one, a server in trouble. */
export const isRefusal = (error: unknown): boolean => error instanceof ApiFailure && error.status >= 400 && error.status < 500

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
type Options = { readonly body?: unknown; readonly form?: FormData; readonly idempotencyKey?: string; readonly signal?: AbortSignal }

/** One request to our own server; throws `ApiFailure`. An empty answer is `undefined`. */
export async function request<Answer>(method: Method, path: string, options: Options = {}): Promise<Answer> {
  const response = await answerTo(method, path, options)
  if (response.status === 204) return undefined as Answer
  if (!response.ok) throw await failureOf(response)
  return (await whole(() => response.json(), options)) as Answer
}

/** The same for an answer that is a file. */
export async function requestFile(method: Method, path: string, options: Options = {}): Promise<Blob> {
  const response = await answerTo(method, path, options)
  if (!response.ok) throw await failureOf(response)
  return whole(() => response.blob(), options)
}

type Parameter = string | number | boolean | null | undefined

/** `?a=1&b=2` of what is set; false and empty texts are left out, and of several values each is told. */
export function queryOf(parameters: Readonly<Record<string, Parameter | readonly string[]>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'object' && value !== null) value.forEach((one) => search.append(name, one))
    else if (value !== undefined && value !== null && value !== '' && value !== false) search.set(name, String(value))
  }
  const query = search.toString()
  return query === '' ? '' : `?${query}`
}

/** A fresh key for one intent of a person: a repeated click or a lost answer starts nothing twice. Works on plain http too. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A sentence for people about any failure. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof ApiFailure)) return text.problems.unknown
  const field = error.problem?.errors?.[0]
  if (field !== undefined) return `${field.field}: ${field.expected}`
  return text.problems.byCode[error.problem?.code ?? ''] ?? error.message
}

async function answerTo(method: Method, path: string, options: Options): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' })
  if (options.body !== undefined) headers.set('content-type', 'application/json')
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey)
  const body = options.form ?? (options.body === undefined ? null : JSON.stringify(options.body))
  try {
    return await fetch(path, { method, headers, body, credentials: 'same-origin', signal: options.signal ?? null })
  } catch (error) {
    if (options.signal?.aborted === true) throw error
    throw new ApiFailure(0, null)
  }
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const answer: unknown = await response.json().catch(() => null)
  return new ApiFailure(response.status, isProblem(answer) ? answer : null)
}

/** An answer that breaks off on its way, or that something between here and the server gave in its place, is none. */
async function whole<Body>(read: () => Promise<Body>, { signal }: Options): Promise<Body> {
  try {
    return await read()
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw new ApiFailure(0, null)
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'title' in value && 'code' in value
}
