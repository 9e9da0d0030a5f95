import type { Result } from '../../domain/decider.ts'
import type { EngineJobId, Sha256 } from '../../domain/ids.ts'
import type { DrawingParams, EngineKind, FailureClass, InputRole, JobErrorCode, JobWarning } from '../../domain/job/job-events.ts'
import type { QualityMode } from '../../domain/presets/studio-settings.ts'
import type { Box, Part, Size } from './image-codec.ts'
import type { DrawingStage } from './progress-hub.ts'

/** What a request asks of a workflow (product.md §8). */
export type WorkflowNeed = {
  readonly kind: 'generate' | 'edit'
  readonly qualityMode: QualityMode
  readonly hasNegativePrompt: boolean
  /** 1 for generation. */
  readonly strength: number
  /** The part that must be drawn when only the masked area is; `null` for the whole picture. */
  readonly maskedArea: Box | null
  readonly referenceFace: boolean
  /** Of the whole picture. */
  readonly size: Size
}

/** A request that asks for nothing special, so that every workflow of its kind will do. */
export const plainNeed = (kind: WorkflowNeed['kind'], size: Size): WorkflowNeed => ({
  kind,
  qualityMode: 'draft',
  hasNegativePrompt: false,
  strength: 1,
  maskedArea: null,
  referenceFace: false,
  size,
})

/** The chosen workflow with everything but seed and texts; recorded at acceptance. */
export type WorkflowChoice = Omit<DrawingParams, 'seed' | 'negativePromptTyped'> & { readonly engine: EngineKind }

export type WorkflowRefusal =
  /** No workflow of this kind honours a strength below 1. */
  | { readonly type: 'strength-not-supported' }
  /** Every known backend answered and none can; `missing` says in words what is missing and where to put it. */
  | { readonly type: 'engine-cannot'; readonly missing: readonly string[] }

/** All the adapter needs to make one picture; texts are plain. */
export type EngineRun = {
  readonly kind: 'generate' | 'edit'
  readonly engineJobId: EngineJobId
  readonly params: DrawingParams
  readonly prompt: string
  readonly negativePrompt: string
  readonly inputs: readonly UploadedInput[]
}

/** What is drawn from: the adapter turns source and mask into the engine's own form. */
export type EngineInput =
  | { readonly role: 'source'; readonly source: Uint8Array; readonly mask: Uint8Array; readonly growPx: number; readonly part?: Part }
  | { readonly role: 'reference'; readonly picture: Uint8Array }

export type UploadedInput = { readonly role: InputRole; readonly sha256: Sha256; readonly remoteName: string }

/** A run made ready: the text that will be sent (kept as a blob for the audit) and its hash. */
export type PreparedRun = {
  readonly engineJobId: EngineJobId
  readonly workflowText: string
  readonly workflowSha256: Sha256
  /** Goes along as a run of its own that tells whether the reference shows a face; what it tells becomes a warning. */
  readonly faceCheckText?: string
}

export type EngineFailure = {
  readonly class: FailureClass
  readonly code: JobErrorCode
  /** At most 500 characters, for people; no addresses, no prompts. */
  readonly detail: string
}

/** What a backend says of a run. `unknown` is never done and never still running: it was forgotten, or never arrived. */
export type RunState =
  | { readonly state: 'queued'; readonly ahead: number }
  | { readonly state: 'running' }
  | {
      readonly state: 'done'
      readonly outputs: readonly { readonly index: number; readonly ref: string }[]
      readonly warnings: readonly JobWarning[]
      readonly timings: { readonly startedAt: number | null; readonly finishedAt: number | null; readonly cachedNodes: number }
    }
  | { readonly state: 'failed'; readonly failure: EngineFailure }
  | { readonly state: 'cancelled' }
  | { readonly state: 'unknown' }

/** Progress is a hint: frames may be lost, doubled or late; nothing is decided on it. */
export type RunHint =
  | { readonly kind: 'progress'; readonly step: number; readonly steps: number; readonly progress: number }
  /** The run came to a node of another kind. */
  | { readonly kind: 'stage'; readonly stage: DrawingStage }
  | { readonly kind: 'preview'; readonly mime: 'image/jpeg' | 'image/png'; readonly bytes: Uint8Array }
  /** Look again now: something about this run changed. */
  | { readonly kind: 'changed' }

/** Something that a request may ask for. `why` says in words what stands in the way; empty where it can. */
export type Capability = { readonly can: boolean; readonly why: readonly string[] }

/** By the same rule as `choose`: a backend that never answered might be able to. */
export type EngineCapabilities = Readonly<Record<'generate' | 'edit' | 'strength' | 'maskedArea' | 'reference', Capability>>

/** Something that keeps a backend from drawing, or that its operator should know of. */
export type EngineProblem = {
  readonly code:
    | 'unreachable'
    | 'needs-sign-in'
    | 'not-comfyui'
    | 'in-trouble'
    | 'too-old'
    | 'too-new'
    | 'node-missing'
    | 'model-missing'
    | 'choice-missing'
    | 'workflow-outdated'
    | 'worker-dead'
    | 'draining'
    | 'bare-numbers'
    | 'small-uploads'
  /** A sentence for people: what is wrong and what mends it; no addresses. */
  readonly text: string
}

export type BackendReport = {
  readonly backendId: string
  readonly reachable: boolean
  readonly version: string | null
  readonly workflows: readonly string[]
  /** In plain words: what is missing and where to put it. */
  readonly missing: readonly string[]
  /** The same and all else that is not as it should be, with a word for machines. */
  readonly problems: readonly EngineProblem[]
  /** Runs in its queue, whoever put them there; null while it does not tell. */
  readonly queued: number | null
  /** Whether it is trusted with runs: `open` leaves it alone after failures, the two between try it. Absent where nothing keeps count. */
  readonly circuit?: 'closed' | 'probation' | 'half-open' | 'open'
}

export type EngineReport = {
  readonly engine: EngineKind
  readonly capabilities: EngineCapabilities
  readonly backends: readonly BackendReport[]
}

/**
 * A machine that draws. Foreign words (prompt ids, node classes, addresses) stay behind this port; `backendId` is our own name of a pod.
 *
 * Every method that talks to a backend throws `EngineUnreachable` when it cannot be reached or does not answer in time: the act may then
 * have happened or not. Nothing here retries a submission.
 */
export interface ImageEngine {
  /** What the backends offer, by what they last told; asks again when older than a minute. */
  report(): Promise<EngineReport>
  /** The first workflow in order of its kind's list that honours the need and that a backend can run. Unreachable is not "cannot". */
  choose(need: WorkflowNeed): Promise<Result<WorkflowChoice, WorkflowRefusal>>
  /**
   * The backend to take for a workflow now: reachable, able, and with room in its queue; `null`: wait. One of `avoid`, on which the job has
   * just failed, is taken only when no other can.
   */
  pickBackend(workflowId: string, avoid?: readonly string[]): Promise<{ readonly backendId: string; readonly engine: EngineKind } | null>
  /** Puts the inputs where the run will read them, named by hash; repeating is harmless. */
  upload(backendId: string, inputs: readonly EngineInput[]): Promise<readonly UploadedInput[]>
  /** Pure: fills the workflow. The same run gives the same bytes. */
  prepare(run: EngineRun): PreparedRun
  /** Sends a run once. `rejected` carries a failure of class `rejected`; `accepted` means that the engine has queued it whole. */
  submit(
    backendId: string,
    prepared: PreparedRun,
  ): Promise<{ readonly outcome: 'accepted' } | { readonly outcome: 'rejected'; readonly failure: EngineFailure }>
  /** Asks queue, then history. */
  lookUp(backendId: string, engineJobId: EngineJobId): Promise<RunState>
  /** Listens for hints until the returned function is called; subscribe before `submit`. Never throws; silence is possible. */
  watch(backendId: string, engineJobId: EngineJobId, listener: (hint: RunHint) => void): () => void
  /** Bytes of an output, cut to `wanted`. `output-invalid` for what is not a picture of the right size. */
  fetchOutput(backendId: string, ref: string, wanted: Size): Promise<Result<Uint8Array, EngineFailure>>
  /**
   * Stops a run without touching a neighbour: by id where the engine can, else out of the queue, else by interrupting our own running
   * one on a backend that is not shared; verified afterwards. `finishes-in-background`: it could not be stopped safely.
   */
  cancel(backendId: string, engineJobId: EngineJobId): Promise<'cancelled' | 'finishes-in-background' | 'unknown'>
  /** Lets the engine forget a finished run; best effort, never throws. */
  forget(backendId: string, engineJobId: EngineJobId): Promise<void>
  close(): Promise<void>
}

export class EngineUnreachable extends Error {
  override readonly name = 'EngineUnreachable'
}
