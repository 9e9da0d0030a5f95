import { z } from 'zod'

/** Every code of product.md §1.4; `type` of a problem is `/problems/<code>`, a page for people. */
export const problemCodes = [
  'malformed-json',
  'invalid-request',
  'sign-in-needed',
  'wrong-credentials',
  'csrf-refused',
  'scope-missing',
  'admin-only',
  'not-found',
  'method-not-allowed',
  'unsupported-media-type',
  'setup-closed',
  'already-final',
  'too-late-to-cancel',
  'job-not-final',
  'image-in-trash',
  'image-not-in-trash',
  'character-archived',
  'name-taken',
  'draft-is-stale',
  'body-too-large',
  'picture-too-large',
  'mask-not-base64',
  'mask-not-png',
  'mask-truncated',
  'mask-not-rgba',
  'mask-16-bit',
  'mask-animated',
  'mask-wrong-size',
  'mask-empty',
  'mask-full',
  'mask-decode-failed',
  'no-stored-mask',
  'source-not-of-character',
  'nsfw-not-allowed',
  'underage-content',
  'age-below-18',
  'uniform-not-allowed',
  'no-reference',
  'strength-not-supported',
  'idempotency-key-reused',
  'upload-not-an-image',
  'too-many-jobs',
  'too-many-requests',
  'queue-full',
  'server-busy',
  'storage-unavailable',
  'engine-cannot',
  'database-unavailable',
  'internal',
] as const
export const problemCode = z.enum(problemCodes)

/** RFC 9457. `detail` says what was expected and what came; `message` repeats it for old clients. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: problemCode,
    detail: z.string(),
    message: z.string(),
    requestId: z.string(),
    /** With `invalid-request`: each field that broke a rule. */
    errors: z.array(z.strictObject({ field: z.string(), expected: z.string(), came: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

export type ProblemCode = z.infer<typeof problemCode>
export type Problem = z.infer<typeof problem>
