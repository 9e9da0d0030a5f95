import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { Result } from '../../domain/decider.ts'
import type { Context } from '../../application/use-cases.ts'
import type { Refused } from './problem.ts'
import type { UploadedForm } from './route.ts'

/** The key of a request with the fingerprint of what was asked; `undefined` without the header. */
export function idempotencyOf(
  request: Request,
  route: string,
  body: unknown,
  upload: UploadedForm | null,
): Result<Context['idempotency'], Refused> {
  const key = request.get('idempotency-key')
  if (key === undefined) return { ok: true, value: undefined }
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const fault = { field: 'Idempotency-Key', expected: '1 to 255 visible characters', came: `${key.length} characters` }
    return { ok: false, rejection: { type: 'invalid-request', faults: [fault] } }
  }
  return { ok: true, value: { route, key, fingerprint: fingerprintOf(request.path, body, upload) } }
}

/** SHA-256 over the address and the body in one canonical spelling, so that the order of members makes no other request. */
function fingerprintOf(path: string, body: unknown, upload: UploadedForm | null): string {
  const hash = createHash('sha256').update(JSON.stringify([path, canonical(body ?? null), canonical(upload?.fields ?? null)]))
  if (upload !== null) hash.update(upload.bytes)
  return hash.digest('hex')
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => [key, canonical(member)]),
  )
}
