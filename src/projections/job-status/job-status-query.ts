/** A job as people see it; states are the wire's words (event-sourcing.md §2.12, "Names of the wire"). */
export type JobRow = {
  readonly id: string
  readonly batchId: string
  readonly userId: string
  readonly characterId: string
  readonly kind: 'edit' | 'generation'
  readonly state: 'queued' | 'dispatching' | 'running' | 'cancelling' | 'completed' | 'failed' | 'cancelled'
  readonly attempt: number
  readonly backendId: string | null
  readonly engine: 'comfyui' | 'preview' | null
  readonly workflow: string
  readonly error: { readonly code: string; readonly detail: string } | null
  readonly warnings: readonly string[]
  readonly negativePromptUsed: boolean
  readonly hasNegativePrompt: boolean
  readonly sourceImageId: string | null
  readonly retryOf: string | null
  /** An edit has the flag of its source picture. */
  readonly nsfw: boolean
  /** What a generation was asked for with; null for an edit. */
  readonly scene: string | null
  readonly environment: string | null
  /** The person's own words: the edit's instruction, or what was typed for a generation. */
  readonly text: string | null
  readonly width: number
  readonly height: number
  readonly imageIds: readonly string[]
  readonly requestedAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly updatedAt: string
  readonly position: bigint
}

export interface JobsQuery {
  /** `null` for unknown and for somebody else's. */
  find(ownerId: string, id: string): Promise<JobRow | null>
  /** Newest first; `active` keeps those that have not ended. */
  list(
    ownerId: string,
    filter: { readonly active?: boolean; readonly characterId?: string; readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly rows: readonly JobRow[]; readonly nextCursor: string | null }>
  /** Jobs that wait in line (queued or dispatching): of the owner, and of everybody; counted up to log position `asOf`. */
  waiting(ownerId: string): Promise<{ readonly own: number; readonly all: number; readonly asOf: bigint }>
  /** The jobs of everybody that have not ended, by state, and when the one was asked for that waits longest. */
  line(): Promise<{
    readonly inState: Readonly<Record<'queued' | 'dispatching' | 'running' | 'cancelling', number>>
    readonly oldestQueuedAt: string | null
  }>
  /** Jobs of anybody that were given up because they failed again and again, or took their workers with them. */
  quarantined(): Promise<number>
  /** How many jobs of anybody stand before this one in our line; null once it was sent to an engine. */
  placeInLine(id: string): Promise<number | null>
  /** Median seconds from start to end of the owner's last 50 completed jobs of this kind; null for none. */
  typicalSeconds(ownerId: string, kind: 'edit' | 'generation'): Promise<number | null>
}
