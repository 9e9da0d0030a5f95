import type { EngineJobId } from '../ids.ts'
import type { AssetId } from '../ids.ts'
import type { EngineKind, FailureClass, InputsUploaded, JobErrorCode, JobWarning, OutputReceived } from './job-events.ts'

/** What an attempt knows once its submission was begun. */
export type Attempt = {
  readonly attempt: number
  readonly engineJobId: EngineJobId
  readonly backendId: string
  readonly engine: EngineKind
}

/** Kept through the whole life of a job, whatever its status. `Request` is the first fact's data (with the mask, for an edit). */
type Carried<Request> = {
  readonly request: Request
  /** Attempts whose submission was begun, failed ones included. */
  readonly attempts: number
  readonly failures: readonly { readonly class: FailureClass; readonly code: JobErrorCode; readonly detail: string }[]
  readonly warnings: readonly JobWarning[]
}

export type LiveJob<Request> =
  | (Carried<Request> & { readonly status: 'waiting'; readonly retryAt: string | null; readonly uploaded: InputsUploaded['data'] | null })
  | (Carried<Request> & { readonly status: 'submitting' | 'running'; readonly current: Attempt })
  | (Carried<Request> & {
      readonly status: 'storing'
      readonly current: Attempt
      readonly outputs: OutputReceived['data']['outputs']
      readonly persisted: readonly { readonly index: number; readonly assetId: AssetId }[]
    })
  | (Carried<Request> & {
      readonly status: 'cancelling'
      readonly from: 'waiting' | 'submitting' | 'running'
      readonly current: Attempt | null
    })

export type EndedJob<Request> =
  | (Carried<Request> & { readonly status: 'completed' })
  | (Carried<Request> & { readonly status: 'cancelled' })
  | (Carried<Request> & { readonly status: 'failed'; readonly code: JobErrorCode; readonly detail: string })

/** A job's status is a union: a transition that makes no sense has no type to stand on. */
export type Job<Request> = { readonly status: 'none' } | LiveJob<Request> | EndedJob<Request>

export const isEnded = <Request>(job: Job<Request>): job is EndedJob<Request> =>
  job.status === 'completed' || job.status === 'cancelled' || job.status === 'failed'
