import type { Result } from '../domain/decider.ts'
import type { AssetId, BatchId, CharacterId, JobId, UserId } from '../domain/ids.ts'
import type { CharacterProfile } from '../domain/character/character-events.ts'
import type { JobWarning } from '../domain/job/job-events.ts'
import type { StudioSettings } from '../domain/presets/studio-settings.ts'
import type { RequestInpaint, RerunEdit } from './edit-job/edit-request.ts'
import type { RequestGeneration } from './generation-job/generation-request.ts'
import type { ToldEvent } from './history/event-words.ts'
import type { AuditFilter, HistoryOf } from './history/history-request.ts'
import type { Moment, StateAt } from './history/state-at.ts'
import type { Upload } from './image-asset/upload.ts'
import type { ApiToken, Preferences, Role, Scope, Session, User } from './ports/accounts.ts'
import type { BlobLink } from './ports/blob-links.ts'
import type { Draft } from './ports/draft-store.ts'
import type { EngineReport } from './ports/image-engine.ts'
import type { Refusal } from './refusals.ts'

/** Who asks. Made by the door from a session cookie or a bearer token; `scopes` is all of them for a session. */
export type Caller = {
  readonly user: User
  readonly via: 'session' | 'token'
  readonly scopes: readonly Scope[]
  readonly sessionId: string | null
}

/** What goes with every change: who, on behalf of which request, and how a repeat is recognised. */
export type Context = {
  readonly caller: Caller
  readonly requestId: string
  readonly traceparent?: string
  /** Present under an Idempotency-Key: the new id is named by (user, route, key); `fingerprint` is the SHA-256 of the body. */
  readonly idempotency?: { readonly route: string; readonly key: string; readonly fingerprint: string }
}

export type Answer<Value> = Promise<Result<Value, Refusal>>

/** `position`: the log position the answer rests on; the door waits for the view to reach it before it replies. */
export type Accepted = { readonly position: bigint; readonly replayed: boolean }

export type JobsAccepted = Accepted & {
  readonly promptIds: readonly JobId[]
  readonly batchId: BatchId
  readonly seeds: readonly number[]
  /** Whether the person typed anything to avoid. */
  readonly hasNegativePrompt: boolean
  readonly negativePromptUsed: boolean
  readonly engine: 'comfyui' | 'preview'
}

/** A job as its own stream tells it: for the polling route when the view has no row yet. */
export type JobAsStream = {
  readonly jobId: JobId
  readonly kind: 'edit' | 'generation'
  readonly characterId: CharacterId
  readonly state: 'queued' | 'dispatching' | 'running' | 'cancelling' | 'completed' | 'failed' | 'cancelled'
  readonly attempt: number
  readonly error: { readonly code: string; readonly detail: string } | null
  readonly warnings: readonly JobWarning[]
  readonly hasNegativePrompt: boolean
  readonly negativePromptUsed: boolean
  readonly requestedAt: string
}

export type CharacterForm = { readonly [Field in keyof CharacterProfile]: Exclude<CharacterProfile[Field], null> }
/** The prompt as it would be sent, in its parts, for the live preview. */
export type PromptPreview = {
  readonly prompt: string
  readonly negativePrompt: string
  readonly parts: readonly { readonly part: string; readonly text: string }[]
}

/** A picture that its owner may save; `handle` is its character's, null once erased. */
export type Download = {
  readonly assetId: AssetId
  readonly handle: string | null
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly bytes: number
}

/** Everything this program can be asked to do, on one page. */
export type UseCases = {
  // pictures
  requestInpaint(input: RequestInpaint, context: Context): Answer<JobsAccepted>
  rerunEdit(input: RerunEdit, context: Context): Answer<JobsAccepted>
  requestGeneration(input: RequestGeneration, context: Context): Answer<JobsAccepted>
  uploadImage(input: Upload, context: Context): Answer<Accepted & { readonly assetId: AssetId }>
  favouriteImage(input: { readonly assetId: AssetId; readonly favourite: boolean }, context: Context): Answer<Accepted>
  trashImage(input: { readonly assetId: AssetId }, context: Context): Answer<Accepted>
  restoreImage(input: { readonly assetId: AssetId }, context: Context): Answer<Accepted>
  /** For ever, and only from the trash: else `image-not-in-trash`. */
  eraseImage(input: { readonly assetId: AssetId }, context: Context): Answer<Accepted>
  // jobs
  cancelJob(input: { readonly jobId: JobId }, context: Context): Answer<Accepted>
  retryJob(input: { readonly jobId: JobId }, context: Context): Answer<JobsAccepted>
  /** Reads the job's stream; `not-found` for strangers. */
  findJob(input: { readonly jobId: JobId }, caller: Caller): Answer<JobAsStream>
  /**
   * The events of a job or an image, oldest first; protected texts are in the clear for the owner alone. `whole`: with those of the job
   * that made the image, or of the images that the job made.
   */
  history(input: HistoryOf & { readonly whole?: boolean; readonly until?: Moment }, caller: Caller): Answer<readonly ToldEvent[]>
  /** A job or an image as of a moment. */
  stateAt(input: HistoryOf & { readonly at: Moment }, caller: Caller): Answer<StateAt>
  /** What people did, newest first: one's own acts; an admin may ask for anybody's, and sees the texts of none but their own. */
  audit(input: AuditFilter, caller: Caller): Answer<{ readonly acts: readonly ToldEvent[]; readonly next: bigint | null }>
  // characters
  createCharacter(input: CharacterForm, context: Context): Answer<Accepted & { readonly characterId: CharacterId }>
  /** `archived` puts the character away or brings it back in the same act: all of it is done, or nothing. */
  changeCharacter(
    input: { readonly characterId: CharacterId; readonly changes: Partial<CharacterForm>; readonly archived?: boolean },
    context: Context,
  ): Answer<Accepted>
  archiveCharacter(input: { readonly characterId: CharacterId; readonly archived: boolean }, context: Context): Answer<Accepted>
  /** An uploaded face, or one of the character's own images; `null` clears it. */
  setReference(
    input: { readonly characterId: CharacterId; readonly from: { readonly bytes: Uint8Array } | { readonly assetId: AssetId } | null },
    context: Context,
  ): Answer<Accepted>
  previewPrompt(input: {
    readonly character: CharacterForm
    readonly studio: StudioSettings
    readonly prompt?: string
    readonly negativePrompt?: string
  }): Answer<PromptPreview>
  // files: authority from the streams, bytes from the blob store
  readImageFile(
    input: { readonly assetId: AssetId; readonly what: 'file' | 'thumbnail-256' | 'thumbnail-512' | 'mask' },
    caller: Caller,
  ): Answer<{ readonly bytes: Uint8Array; readonly mime: string; readonly sha256: string; readonly nsfw: boolean }>
  /** `null` where the file is to be streamed. */
  linkImageFile(
    input: { readonly assetId: AssetId; readonly what: 'file' | 'mask'; readonly downloadAs?: string },
    caller: Caller,
  ): Answer<BlobLink | null>
  /** In the order of the ids, at most 500; `not-found` when one of them is unknown, somebody else's or hidden. */
  listDownloads(input: { readonly assetIds: readonly AssetId[] }, caller: Caller): Answer<readonly Download[]>
  readReference(
    input: { readonly characterId: CharacterId },
    caller: Caller,
  ): Answer<{ readonly bytes: Uint8Array; readonly mime: string; readonly sha256: string }>
  readPreview(
    input: { readonly jobId: JobId },
    caller: Caller,
  ): Answer<{ readonly bytes: Uint8Array; readonly mime: string; readonly rev: number }>
  // drafts
  loadDraft(input: { readonly imageId: AssetId }, caller: Caller): Answer<Draft | null>
  saveDraft(
    input: {
      readonly imageId: AssetId
      readonly basedOn: number
      readonly settings: Readonly<Record<string, unknown>>
      readonly maskBase64Png: string | null
    },
    caller: Caller,
  ): Answer<{ readonly outcome: 'saved' | 'stale'; readonly draft: Draft | null }>
  discardDraft(input: { readonly imageId: AssetId }, caller: Caller): Answer<null>
  // the engine
  engineReport(): Promise<EngineReport>
  // accounts
  setUpNeeded(): Promise<boolean>
  setUp(input: {
    readonly username: string
    readonly password: string
    readonly userAgent: string | null
  }): Answer<{ readonly user: User; readonly sessionSecret: string }>
  signIn(input: {
    readonly username: string
    readonly password: string
    readonly userAgent: string | null
  }): Answer<{ readonly user: User; readonly sessionSecret: string }>
  signOut(input: { readonly sessionId: string }, caller: Caller): Answer<null>
  /** `sign-in-needed` for a secret that opens nothing. */
  authenticate(input: { readonly sessionSecret: string } | { readonly token: string }): Answer<Caller>
  sessions(caller: Caller): Promise<readonly Session[]>
  setPreferences(input: Partial<Preferences>, caller: Caller): Answer<User>
  changePassword(input: { readonly current: string; readonly next: string }, caller: Caller): Answer<null>
  createToken(
    input: { readonly name: string; readonly scopes: readonly Scope[] },
    caller: Caller,
  ): Answer<{ readonly token: ApiToken; readonly secret: string }>
  tokens(caller: Caller): Promise<readonly ApiToken[]>
  removeToken(input: { readonly tokenId: string }, caller: Caller): Answer<null>
  users(caller: Caller | 'operator'): Answer<readonly User[]>
  addUser(input: { readonly username: string; readonly password: string; readonly role: Role }, caller: Caller | 'operator'): Answer<User>
  resetPassword(input: { readonly userId: UserId; readonly password: string }, caller: Caller | 'operator'): Answer<null>
}
