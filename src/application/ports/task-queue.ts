/** A reminder to do something; the event stream is the truth, so a task may be lost, repeated or late. Payloads hold ids only. */
export type NewTask = {
  /** Named after its cause, so that enqueuing twice is once. */
  readonly taskId: string
  readonly kind: TaskKind
  readonly jobId: string
  /** For fairness between users. */
  readonly ownerId: string
  readonly jobKind: 'edit' | 'generation'
  /** ISO 8601; now when absent. */
  readonly runAt?: string
  /** Where, in a trace, the work was asked for: of the event that the task follows from. */
  readonly traceparent?: string
}

/** `run`: drive the job on. `cancel`: stop it at the engine. `give-up`: the longest wait is over. */
export type TaskKind = 'run' | 'cancel' | 'give-up'

export type ClaimedTask = NewTask & {
  /** The fencing token: what was claimed with an older one is no longer ours. */
  readonly epoch: bigint
  /** ISO 8601, by the queue's clock. */
  readonly claimedAt: string
  /** Claims that ran out since the task was last handed back, of workers that were not heard of any more. */
  readonly expiries: number
}

/**
 * Every method throws `DatabaseUnavailable` when the store cannot be reached. Claims are leases on the store's clock. `heartbeat`,
 * `complete` and `release` answer `false` when the claim is no longer ours.
 * Users take turns: a claim goes to the due task of the user with the fewest claimed ones; of equal users to the one whose last turn is
 * longest ago, if there was one; of a user's tasks to the one that is due longest.
 */
export interface TaskQueue {
  enqueue(tasks: readonly NewTask[]): Promise<void>
  /** Tasks of the jobs in `without` are left to others. */
  claim(worker: string, leaseMs: number, without?: readonly string[]): Promise<ClaimedTask | null>
  /** Asked too late, the claim is lost and its worker alive: that it ran out is not counted any longer. */
  heartbeat(task: ClaimedTask, leaseMs: number): Promise<boolean>
  complete(task: ClaimedTask): Promise<boolean>
  /** Gives the task back, due again at `runAt` (now when absent); not counted as an expiry. */
  release(task: ClaimedTask, runAt?: string): Promise<boolean>
  /** Calls back when a task may be due; a hint. Returns the unsubscriber. */
  onEnqueued(listener: () => void): () => void
}
