/** Whoever counts what the door does. Nothing that is counted waits for it. */
export type RequestMeter = {
  answered(request: AnsweredRequest): void
  /** An event stream has begun. */
  streamBegun(): SeenStream
}

/**
 * `route` is the pattern, never the filled address; `problem` the code of what was refused; `isReplay`: the answer is of an earlier request
 * with the same key.
 */
export type AnsweredRequest = {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly durationMs: number
  readonly problem: string | null
  readonly isReplay: boolean
}

/** An event stream, as it is counted. `dropped`: its reader did not read; `ended` comes in any case. */
export type SeenStream = { dropped(): void; ended(): void }
