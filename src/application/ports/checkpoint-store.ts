import type { NewTask } from './task-queue.ts'

/** How far a process (a subscription that is never rebuilt) has read the log. Tasks and checkpoint move in one transaction. */
export interface CheckpointStore {
  /** Position of the subscription, created at `startAt` on the first call. */
  load(subscription: string, startAt: bigint): Promise<bigint>
  /** Inserts the tasks (known ids are skipped) and moves the checkpoint from `after` to `to`. `moved`: somebody else was there first; nothing was written. */
  advance(subscription: string, after: bigint, to: bigint, tasks: readonly NewTask[]): Promise<'advanced' | 'moved'>
}
