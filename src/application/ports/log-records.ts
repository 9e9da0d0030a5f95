/** A stored event as it lies there: its protected texts sealed. */
export type LogRecord = {
  readonly position: bigint
  readonly stream: string
  readonly revision: bigint
  readonly eventId: string
  readonly type: string
  readonly schemaVersion: number
  readonly data: object
  readonly meta: object
  /** ISO 8601, UTC, with all digits that the store keeps. */
  readonly recordedAt: string
}

/** A subject's key as it lies there: wrapped by DATA_KEY, in base64; null once destroyed. */
export type KeyRecord = { readonly subject: string; readonly wrappedKey: string | null; readonly destroyedAt: string | null }

/** Something in the store that cannot be. `about` names a stream, a subscription or a rule of the store. */
export type RecordFault = {
  readonly fault: 'revision-gap' | 'stream-head' | 'order' | 'checkpoint-beyond-head' | 'sequence-behind' | 'not-append-only'
  readonly about: string
}

export type LogStats = {
  readonly events: number
  readonly head: bigint
  /** ISO 8601, UTC; null for an empty log. */
  readonly firstAt: string | null
  readonly lastAt: string | null
  /** Of the events with their indexes. */
  readonly bytes: number
  readonly types: readonly { readonly type: string; readonly events: number }[]
  readonly categories: readonly { readonly category: string; readonly streams: number }[]
  readonly tasks: readonly { readonly state: string; readonly tasks: number }[]
  readonly keys: { readonly kept: number; readonly destroyed: number }
}

/** What waits for a worker, or has waited. */
export type TaskRecord = {
  readonly taskId: string
  readonly kind: string
  readonly jobId: string
  readonly jobKind: string
  readonly state: 'ready' | 'claimed' | 'done'
  readonly runAt: string
  readonly claimedBy: string | null
  readonly claimedUntil: string | null
  readonly expiries: number
}

/**
 * The store below the log, for its operator: copies, checks, counts. Nothing is decoded here.
 *
 * Throws `EventStoreUnavailable` when the store cannot be reached.
 */
export interface LogRecords {
  /** In order of position, after a position. */
  page(after: bigint, limit: number): Promise<readonly LogRecord[]>
  keys(): Promise<readonly KeyRecord[]>
  /** Writes a copy into an empty store, at the same positions, all or nothing. `not-empty`: the store has events, nothing was written. */
  restore(keys: readonly KeyRecord[], pages: AsyncIterable<readonly LogRecord[]>): Promise<'restored' | 'not-empty'>
  faults(): Promise<readonly RecordFault[]>
  stats(): Promise<LogStats>
  /** Names of all streams about a character: its own, its jobs', its pictures'. Goes through the whole log. */
  streamsOfCharacter(characterId: string): Promise<readonly string[]>
  /** Ids of all characters that ever had this owner. */
  charactersOf(ownerId: string): Promise<readonly string[]>
  /** The newest tasks first; those that are done only when asked for. */
  tasks(which: { readonly done: boolean; readonly limit: number }): Promise<readonly TaskRecord[]>
  /** Makes a task due now and takes it from whoever holds it. `false` for an unknown one and for one that is done. */
  retryTask(taskId: string): Promise<boolean>
}
