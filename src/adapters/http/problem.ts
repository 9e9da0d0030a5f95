import type { Response } from 'express'
import type { FieldFault, Refusal } from '../../application/refusals.ts'
import type { Draft } from './contract/draft.ts'
import type { Problem, ProblemCode } from './contract/problem.ts'

/** What the door itself refuses, before or after a use case. */
export type DoorRefusal =
  | { readonly type: 'malformed-json' }
  | { readonly type: 'csrf-refused' }
  | { readonly type: 'method-not-allowed'; readonly allowed: readonly string[] }
  | { readonly type: 'unsupported-media-type'; readonly expected: string; readonly came: string }
  | { readonly type: 'body-too-large'; readonly limitBytes: number }
  | { readonly type: 'too-many-requests'; readonly retryAfterSeconds?: number }
  | { readonly type: 'server-busy' }
  | { readonly type: 'database-unavailable' }
  | { readonly type: 'internal' }

export type Refused = Refusal | DoorRefusal

type Entry = { readonly status: number; readonly title: string }

/** Everything that can be refused, with its HTTP status. The compiler keeps the table complete. */
export const problems = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'invalid-request': { status: 400, title: 'Some fields are not as they should be' },
  'sign-in-needed': { status: 401, title: 'Sign in first' },
  'wrong-credentials': { status: 401, title: 'Name or password is wrong' },
  'csrf-refused': { status: 403, title: 'This change did not come from our own pages' },
  'scope-missing': { status: 403, title: 'The token may not do this' },
  'admin-only': { status: 403, title: 'Only an admin may do this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'unsupported-media-type': { status: 415, title: 'The body has a type that is not taken here' },
  'setup-closed': { status: 409, title: 'The first account was made already' },
  'already-final': { status: 409, title: 'The job has ended already' },
  'too-late-to-cancel': { status: 409, title: 'The picture is already being stored' },
  'job-not-final': { status: 409, title: 'Only a job that failed or was cancelled can be tried again' },
  'image-in-trash': { status: 409, title: 'The picture is in the trash' },
  'image-not-in-trash': { status: 409, title: 'The picture is not in the trash' },
  'character-archived': { status: 409, title: 'The character is archived' },
  'name-taken': { status: 409, title: 'The name is taken' },
  'draft-is-stale': { status: 409, title: 'A newer draft exists' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'picture-too-large': { status: 413, title: 'The picture is too large' },
  'mask-not-base64': { status: 422, title: 'The mask is not base64' },
  'mask-not-png': { status: 422, title: 'The mask is not a PNG' },
  'mask-truncated': { status: 422, title: 'The mask breaks off' },
  'mask-not-rgba': { status: 422, title: 'The mask has no alpha channel' },
  'mask-16-bit': { status: 422, title: 'The mask has 16 bits a channel' },
  'mask-animated': { status: 422, title: 'The mask is animated' },
  'mask-wrong-size': { status: 422, title: 'The mask has another size than the picture' },
  'mask-empty': { status: 422, title: 'Nothing is painted' },
  'mask-full': { status: 422, title: 'Everything is painted' },
  'mask-decode-failed': { status: 422, title: 'The mask cannot be decoded' },
  'no-stored-mask': { status: 422, title: 'That picture has no stored mask' },
  'source-not-of-character': { status: 422, title: 'The picture belongs to another character' },
  'nsfw-not-allowed': { status: 422, title: 'The character does not allow such pictures' },
  'underage-content': { status: 422, title: 'This is refused to protect minors' },
  'age-below-18': { status: 422, title: 'Characters are adults' },
  'uniform-not-allowed': { status: 422, title: 'This outfit is not allowed here' },
  'no-reference': { status: 422, title: 'The character has no reference face' },
  'strength-not-supported': { status: 422, title: 'No workflow takes a strength below 1' },
  'idempotency-key-reused': { status: 422, title: 'The key was used for another request' },
  'upload-not-an-image': { status: 422, title: 'The file is not a picture' },
  'too-many-jobs': { status: 429, title: 'Too many of your jobs are waiting' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'queue-full': { status: 503, title: 'The queue is full' },
  'server-busy': { status: 503, title: 'Too much at once for this server' },
  'storage-unavailable': { status: 503, title: 'Pictures cannot be stored at the moment' },
  'engine-cannot': { status: 503, title: 'No engine can draw this' },
  'database-unavailable': { status: 503, title: 'The database cannot be reached at the moment' },
  internal: { status: 500, title: 'Something broke on our side' },
} satisfies Record<Refused['type'] | ProblemCode, Entry>

/** Seconds after which another try makes sense. */
const usualRetryAfterSeconds: Partial<Record<ProblemCode, number>> = {
  'too-many-jobs': 10,
  'too-many-requests': 60,
  'queue-full': 30,
  'server-busy': 5,
  'storage-unavailable': 10,
  'database-unavailable': 2,
}

const sentProblem = 'problem'

/** The code of what was answered; `null` where nothing was refused. */
export function problemOf({ locals }: Response): string | null {
  const sent: unknown = locals[sentProblem]
  return typeof sent === 'string' ? sent : null
}

/** Sends RFC 9457. `extra` adds members, such as the newer draft of a stale write. */
export function sendProblem(response: Response, refused: Refused, requestId: string, extra: { readonly draft?: Draft | null } = {}): void {
  const { status, title } = problems[refused.type]
  response.locals[sentProblem] = refused.type
  const detail = detailOf(refused)
  const body: Problem = {
    type: `/problems/${refused.type}`,
    title,
    status,
    code: refused.type,
    detail,
    message: detail,
    requestId,
    ...factsOf(refused),
    ...extra,
  }
  const retryAfter = 'retryAfterSeconds' in refused ? refused.retryAfterSeconds : usualRetryAfterSeconds[refused.type]
  if (retryAfter !== undefined && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', String(retryAfter))
  if (refused.type === 'method-not-allowed') response.setHeader('Allow', refused.allowed.join(', '))
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="Persona Studio"')
  response.setHeader('Cache-Control', 'no-store')
  response.status(status).type('application/problem+json').send(JSON.stringify(body))
}

/** What was expected and what came, in a sentence; never a prompt, a mask, an address or a secret. */
export function detailOf(refused: Refused): string {
  if ('expected' in refused) return `Expected ${refused.expected}; came ${refused.came}.`
  switch (refused.type) {
    case 'invalid-request':
      return refused.faults.map(sentenceOf).join(' ')
    case 'scope-missing':
      return refused.scope === 'session'
        ? 'Expected a signed-in session; came a token.'
        : `Expected a token with the scope "${refused.scope}".`
    case 'already-final':
      return `Expected a job that has not ended; it is ${refused.state}.`
    case 'job-not-final':
      return `Expected a job that failed or was cancelled; it is ${refused.state}.`
    case 'name-taken':
      return `Expected a ${refused.field} that is free; another one has it.`
    case 'draft-is-stale':
      return `Expected a write based on revision ${refused.revision}, the newest.`
    case 'underage-content':
    case 'uniform-not-allowed':
      return `The field "${refused.field}" was refused.`
    case 'age-below-18':
      return `Expected an age from 18 to 80; came ${refused.came}.`
    case 'engine-cannot':
      return refused.missing.length > 0 ? `Missing: ${refused.missing.join('; ')}.` : plainDetail['engine-cannot']
    case 'too-many-jobs':
      return `Expected at most ${refused.limit} waiting jobs; ${refused.waiting} wait and ${refused.asked} more were asked for.`
    case 'method-not-allowed':
      return `Expected ${refused.allowed.join(' or ')}.`
    case 'body-too-large':
      return `Expected at most ${refused.limitBytes} bytes.`
    default:
      return plainDetail[refused.type]
  }
}

type Plain = Exclude<
  Refused,
  | { readonly expected: string }
  | { readonly faults: unknown }
  | { readonly scope: string }
  | { readonly state: string }
  | { readonly field: string }
  | { readonly revision: number }
  | { readonly came: number }
  | { readonly limit: number }
  | { readonly allowed: unknown }
  | { readonly limitBytes: number }
>['type']

const plainDetail: Readonly<Record<Plain, string>> = {
  'not-found': 'Expected the address of something of yours; nothing of that name is.',
  'sign-in-needed': 'Expected a session cookie or a bearer token that is still good.',
  'wrong-credentials': 'Expected a username and the password that belongs to it.',
  'admin-only': 'Expected an admin.',
  'setup-closed': 'Expected an installation without accounts; it has one. Sign in instead.',
  'too-late-to-cancel': 'Expected a job whose picture has not arrived yet.',
  'image-in-trash': 'Expected a picture outside the trash. Restore it first.',
  'image-not-in-trash': 'Expected a picture in the trash. Only what lies there can be erased for ever.',
  'character-archived': 'Expected a character in use. Bring it back first.',
  'no-stored-mask': 'Expected an edited picture of the same size, whose mask is stored.',
  'source-not-of-character': 'Expected a picture of the character that was named.',
  'nsfw-not-allowed': 'Expected a character with such pictures switched on.',
  'no-reference': 'Expected a character with a reference face. Set one first.',
  'strength-not-supported': 'Expected strength 1: no available workflow honours another.',
  'idempotency-key-reused': 'Expected the body that came first with this Idempotency-Key; came another one.',
  'queue-full': 'Expected room in the queue; too many jobs of everybody wait.',
  'server-busy': 'Expected room for one more request of this size; others are being worked on. Nothing was changed.',
  'storage-unavailable': 'Expected a picture store that answers. Nothing was changed.',
  'engine-cannot': 'Expected an engine with the models that this needs.',
  'malformed-json': 'Expected a body of JSON in UTF-8.',
  'csrf-refused':
    'Expected a request of our own pages, under PUBLIC_URL, localhost or a bare address: Sec-Fetch-Site or Origin of this server, and JSON. Scripts use a bearer token.',
  'too-many-requests': 'Expected fewer requests a minute. Wait as Retry-After says.',
  'database-unavailable': 'Expected a database that answers and views that have caught up. Try again as Retry-After says.',
  internal: 'Tell the operator the request id; nothing else is told here.',
}

const sentenceOf = (fault: FieldFault): string => `${fault.field}: expected ${fault.expected}; came ${fault.came}.`

const factsOf = (refused: Refused): Partial<Problem> =>
  refused.type === 'invalid-request' ? { errors: refused.faults.map((fault) => ({ ...fault })) } : {}
