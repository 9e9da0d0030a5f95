import type { Box } from '../mask/area.ts'
import type { AssetId, BatchId, CharacterId, EngineJobId, JobId, Sha256, UserId } from '../ids.ts'

/** The events that both kinds of job share; only their first fact differs (event-sourcing.md §2.12). */
export type JobFact =
  | InputsUploaded
  | SubmissionStarted
  | WorkflowQueued
  | AttemptFailed
  | OutputReceived
  | OutputPersisted
  | JobCompleted
  | CancellationRequested
  | JobCancelled
  | JobFailed

/** Who and what a job belongs to; part of the first fact of either kind. */
export type JobOrigin = {
  readonly jobId: JobId
  /** Jobs of one request share it. */
  readonly batchId: BatchId
  readonly ownerId: UserId
  readonly characterId: CharacterId
  /** The failed job that this one tries again. */
  readonly retryOf?: JobId
  /** ISO 8601, UTC. */
  readonly requestedAt: string
}

/** What the engine is asked to run, fixed at acceptance and kept by a retry. */
export type DrawingParams = {
  readonly workflowId: string
  readonly workflowVersion: number
  /** 0..2^53-1. */
  readonly seed: number
  readonly steps: number
  readonly cfg: number
  readonly guidance: number
  readonly sampler: string
  readonly scheduler: string
  /** 0..1. */
  readonly denoise: number
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  /** The part of the source that is drawn, at that width and height; the whole of it where absent. */
  readonly box?: Box
  /** Whether the chosen workflow reads the negative prompt at this cfg (product.md §3). */
  readonly negativePromptUsed: boolean
  /** There when the person typed words to avoid; the defaults are composed in any case. */
  readonly negativePromptTyped?: true
}

export type EditParams = DrawingParams & {
  /** 0..64: the painted mask is grown by this many pixels before anything else. */
  readonly growPx: number
  /** 0..64: width of the soft edge, inwards. */
  readonly featherPx: number
  /** 0.05..1. */
  readonly strength: number
  readonly area: 'whole' | 'masked'
}

/** A protected text: encrypted at rest, `null` once its subject's key is destroyed. */
export type Protected = string | null

export type EngineKind = 'comfyui' | 'preview'
export type InputRole = 'source' | 'mask' | 'reference'
export type JobWarning = 'no-face-found' | 'identity-not-checked' | 'finishes-in-background'

/** How an attempt failed: decides about a retry. */
export type FailureClass =
  | 'rejected'
  | 'engine-error'
  | 'out-of-memory'
  | 'lost'
  | 'unreachable'
  | 'timeout'
  | 'output-invalid'
  | 'storage'
  | 'worker-died'
  | 'pod-died'

/** What a person is told: the stable codes of product.md §1.1. */
export type JobErrorCode =
  | 'engine-rejected'
  | 'engine-error'
  | 'engine-out-of-memory'
  | 'engine-lost'
  | 'engine-unreachable'
  | 'engine-timeout'
  | 'output-invalid'
  | 'storage-failed'
  | 'waited-too-long'
  | 'quarantined'

export type InputsUploaded = {
  readonly type: 'InputsUploaded'
  readonly data: {
    readonly attempt: number
    readonly backendId: string
    readonly inputs: readonly { readonly role: InputRole; readonly sha256: Sha256; readonly remoteName: string }[]
  }
}
/** The intent, stored before the engine hears of it: after a crash this id is looked up, never guessed. */
export type SubmissionStarted = {
  readonly type: 'SubmissionStarted'
  readonly data: {
    readonly attempt: number
    readonly engineJobId: EngineJobId
    readonly backendId: string
    readonly engine: EngineKind
    readonly workflowSha256: Sha256
  }
}
export type WorkflowQueued = {
  readonly type: 'WorkflowQueued'
  readonly data: { readonly attempt: number; readonly engineJobId: EngineJobId }
}
export type AttemptFailed = {
  readonly type: 'AttemptFailed'
  readonly data: {
    readonly attempt: number
    readonly class: FailureClass
    readonly code: JobErrorCode
    /** At most 500 characters, redacted: no addresses, no prompts. */
    readonly detail: string
    /** ISO 8601; absent when the job ends with this failure. */
    readonly retryAt?: string
  }
}
export type OutputReceived = {
  readonly type: 'OutputReceived'
  readonly data: {
    readonly attempt: number
    readonly engineJobId: EngineJobId
    readonly warnings: readonly JobWarning[]
    /** `ref` is the adapter's own word for where the bytes lie; nobody else reads it. */
    readonly outputs: readonly { readonly index: number; readonly ref: string }[]
    /** Milliseconds since the epoch by the engine's clock; null where it told none. */
    readonly timings: { readonly startedAt: number | null; readonly finishedAt: number | null; readonly cachedNodes: number }
  }
}
export type OutputPersisted = {
  readonly type: 'OutputPersisted'
  readonly data: {
    readonly index: number
    readonly assetId: AssetId
    readonly sha256: Sha256
    readonly bytes: number
    readonly mime: string
    readonly width: number
    readonly height: number
  }
}
export type JobCompleted = { readonly type: 'JobCompleted'; readonly data: { readonly outputCount: number; readonly attempts: number } }
export type CancellationRequested = { readonly type: 'CancellationRequested'; readonly data: { readonly reason?: string } }
export type JobCancelled = {
  readonly type: 'JobCancelled'
  readonly data: {
    /** How far the job had come. `finishes-in-background`: the engine could not be stopped without harm to others; its result is ignored. */
    readonly phase: 'waiting' | 'queued' | 'running' | 'finishes-in-background'
  }
}
export type JobFailed = {
  readonly type: 'JobFailed'
  readonly data: {
    readonly class: FailureClass | 'quarantined' | 'waited-too-long'
    readonly code: JobErrorCode
    readonly detail: string
    readonly attempts: number
  }
}
