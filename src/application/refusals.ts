import type { WorkflowRefusal } from './ports/image-engine.ts'
import type { MaskRefusal, UploadRefusal } from './ports/image-codec.ts'

/** A field that breaks a rule of the domain, by its path in the request. */
export type FieldFault = { readonly field: string; readonly expected: string; readonly came: string }

/**
 * Everything a use case can refuse, by the stable codes of product.md §1.4. `adapters/http/problem.ts` gives each its status; the
 * compiler keeps that table complete.
 */
export type Refusal =
  | { readonly type: 'not-found' }
  | { readonly type: 'invalid-request'; readonly faults: readonly FieldFault[] }
  | { readonly type: 'sign-in-needed' }
  | { readonly type: 'wrong-credentials' }
  | { readonly type: 'scope-missing'; readonly scope: string }
  | { readonly type: 'admin-only' }
  | { readonly type: 'setup-closed' }
  | { readonly type: 'already-final'; readonly state: string }
  | { readonly type: 'too-late-to-cancel' }
  | { readonly type: 'job-not-final'; readonly state: string }
  | { readonly type: 'image-in-trash' }
  | { readonly type: 'image-not-in-trash' }
  | { readonly type: 'character-archived' }
  | { readonly type: 'name-taken'; readonly field: 'handle' | 'username' }
  | { readonly type: 'draft-is-stale'; readonly revision: number }
  | MaskRefusal
  | { readonly type: 'no-stored-mask' }
  | { readonly type: 'source-not-of-character' }
  | { readonly type: 'nsfw-not-allowed' }
  | { readonly type: 'underage-content'; readonly field: string }
  | { readonly type: 'age-below-18'; readonly came: number }
  | { readonly type: 'uniform-not-allowed'; readonly field: string }
  | { readonly type: 'no-reference' }
  | { readonly type: 'idempotency-key-reused' }
  | UploadRefusal
  | WorkflowRefusal
  | { readonly type: 'too-many-jobs'; readonly limit: number; readonly waiting: number; readonly asked: number }
  | { readonly type: 'queue-full' }
  | { readonly type: 'storage-unavailable' }
