import busboy from 'busboy'
import type { Request, RequestHandler, Response } from 'express'
import express from 'express'
import type { FieldFault } from '../../application/refusals.ts'
import type { Result } from '../../domain/decider.ts'
import type { z } from 'zod'
import type { Refused } from './problem.ts'
import type { UploadedForm } from './route.ts'

/** 20 MB: a mask with constant RGB always fits. */
export const bodyLimitBytes = 20 * 1024 * 1024
/** Before anybody signed in, nothing larger than a name and a password is read. */
export const openLimitBytes = 64 * 1024

export const isJson = (request: Request): boolean =>
  request.is(['application/json', '+json']) !== false && request.headers['content-type'] !== undefined
export const isMultipart = (request: Request): boolean =>
  request.headers['content-type']?.toLowerCase().startsWith('multipart/form-data') ?? false
export const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0

const readJson = {
  // Not `strict`: a lone text is JSON too, and is told what was expected instead of that.
  open: express.json({ limit: openLimitBytes, type: () => true, strict: false }),
  known: express.json({ limit: bodyLimitBytes, type: () => true, strict: false }),
}

/** The parsed body. Only JSON is read, whatever its size says. */
export async function jsonOf(request: Request, response: Response, isOpen: boolean): Promise<Result<unknown, Refused>> {
  try {
    await passed(isOpen ? readJson.open : readJson.known, request, response)
    return { ok: true, value: request.body }
  } catch (error) {
    return { ok: false, rejection: bodyRefusal(error, isOpen ? openLimitBytes : bodyLimitBytes) }
  }
}

/** More than any body has need of. A body of 20 MB holds millions of wrong ids, and each would be a fault in memory and in the answer. */
const mostMembers = 40_000
/** More than anybody mends at once. */
const mostFaults = 50

/** Holds a body or query against its schema; the answer names the fields, 50 at most, with what was expected and what kind of thing came. */
export function checked<Schema extends z.ZodType>(schema: Schema, came: unknown): Result<z.output<Schema>, Refused> {
  if (hasMoreMembers(came, mostMembers)) {
    return refusedFor([{ field: 'body', expected: `at most ${mostMembers} members and items in all`, came: 'more' }])
  }
  const parsed = schema.safeParse(came)
  if (parsed.success) return { ok: true, value: parsed.data }
  return refusedFor(parsed.error.issues.slice(0, mostFaults).flatMap((issue) => faultsOf(issue, came)))
}

const refusedFor = (faults: readonly FieldFault[]): Result<never, Refused> => ({
  ok: false,
  rejection: { type: 'invalid-request', faults: faults.slice(0, mostFaults) },
})

/** Without recursion: a body may be nested as deeply as it is long. */
function hasMoreMembers(value: unknown, most: number): boolean {
  const open = [value]
  for (let seen = 0; open.length > 0; seen += 1) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    const members: readonly unknown[] = Array.isArray(next) ? next : Object.values(next)
    if (seen + open.length + members.length > most) return true
    open.push(...members)
  }
  return false
}

/** One picture and its text fields from a multipart form, bounded in every direction. */
export function formOf(request: Request): Promise<Result<UploadedForm, Refused>> {
  return new Promise((resolve) => {
    const fields: Record<string, string> = {}
    const chunks: Buffer[] = []
    let files = 0
    let tooLarge = false
    const refuse = (refused: Refused): void => {
      request.unpipe()
      request.resume()
      resolve({ ok: false, rejection: refused })
    }
    const malformed = (): void => refuse(formFault('form', 'a multipart form with one file named "file"', 'something else'))
    const parser = parserFor(request)
    if (parser === null) return malformed()
    parser.on('field', (name, value) => {
      fields[name] = value
    })
    parser.on('file', (_name, stream) => {
      files += 1
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('limit', () => {
        tooLarge = true
      })
    })
    parser.on('error', malformed)
    parser.on('close', () => {
      if (tooLarge) return refuse({ type: 'body-too-large', limitBytes: bodyLimitBytes })
      if (files !== 1) return refuse(formFault('file', 'one file', 'none'))
      resolve({ ok: true, value: { bytes: new Uint8Array(Buffer.concat(chunks)), fields } })
    })
    request.on('aborted', malformed)
    request.pipe(parser)
  })
}

/** `null` where the header itself is broken, for example without a boundary. */
function parserFor(request: Request): busboy.Busboy | null {
  try {
    return busboy({ headers: request.headers, limits: { files: 1, fileSize: bodyLimitBytes, fields: 20, fieldSize: 16 * 1024, parts: 30 } })
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

const formFault = (field: string, expected: string, came: string): Refused => ({
  type: 'invalid-request',
  faults: [{ field, expected, came }],
})

const passed = (handler: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    void handler(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)))
  })

function bodyRefusal(error: unknown, limitBytes: number): Refused {
  const type = error instanceof Error && 'type' in error ? error.type : null
  if (type === 'entity.too.large') return { type: 'body-too-large', limitBytes }
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return { type: 'unsupported-media-type', expected: 'JSON in UTF-8, plain or gzip', came: 'another encoding' }
  }
  if (type === 'entity.parse.failed' || type === 'request.size.invalid' || type === 'request.aborted') return { type: 'malformed-json' }
  // A broken stream of gzip or brotli has no type of its own, only the status.
  if (error instanceof Error && 'status' in error && error.status === 400) return { type: 'malformed-json' }
  throw error
}

function faultsOf(issue: z.core.$ZodIssue, root: unknown): FieldFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: pathOf([...issue.path, key.slice(0, 60)]), expected: 'no such field', came: 'one' }))
  }
  const expected = inWords(issue.message.replace(/^(Invalid \w+: |Too (small|big): )?expected /, '')).slice(0, 300)
  return [{ field: pathOf(issue.path) || 'body', expected, came: kindOf(valueAt(root, issue.path)) }]
}

/** The schema's language in people's. */
const inWords = (expected: string): string =>
  expected
    .replace(/, received \w+$/, '')
    .replace(/^(string|number|boolean|array|object|int)\b/, (type) => typeWords[type] ?? type)
    .replace(/ to (have|be) ([<>]=?)/, (_, __, sign: string) => ` of ${signWords[sign] ?? sign} `)
    .replace(/  +/g, ' ')
    .replaceAll('"|"', '" or "')

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  int: 'a whole number',
}
const signWords: Readonly<Record<string, string>> = { '>=': 'at least', '>': 'more than', '<=': 'at most', '<': 'less than' }

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.')

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), root)

/** The kind of a value, never a text itself: it may be somebody's prompt. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value === 'string') return `a text of ${lengthOf(value)} characters`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object'
}

/** Of megabytes nobody needs to know the number, which takes seconds to count. */
const mostCounted = 10_000
const lengthOf = (text: string): string => (text.length > 2 * mostCounted ? `more than ${mostCounted}` : String(Array.from(text).length))
