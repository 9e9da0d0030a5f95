import type { TaskQueue } from '../../application/ports/task-queue.ts'
import type { Meters } from './meters.ts'

/** The task queue, with every claim that was lost and every late answer that the fence refused counted. */
export function measuredTaskQueue(queue: TaskQueue, meters: Meters): TaskQueue {
  return {
    ...queue,
    async heartbeat(task, leaseMs) {
      const ours = await queue.heartbeat(task, leaseMs)
      if (!ours) meters.leasesLost.inc()
      return ours
    },
    async complete(task) {
      const ours = await queue.complete(task)
      if (!ours) meters.fencedWrites.inc()
      return ours
    },
    async release(task, runAt) {
      const ours = await queue.release(task, runAt)
      if (!ours) meters.fencedWrites.inc()
      return ours
    },
  }
}
