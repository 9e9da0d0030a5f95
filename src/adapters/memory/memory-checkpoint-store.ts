import type { CheckpointStore } from '../../application/ports/checkpoint-store.ts'
import type { TaskQueue } from '../../application/ports/task-queue.ts'

export function memoryCheckpointStore(tasks: TaskQueue): CheckpointStore {
  const positions = new Map<string, bigint>()
  return {
    async load(subscription, startAt) {
      const position = positions.get(subscription) ?? startAt
      positions.set(subscription, position)
      return position
    },
    async advance(subscription, after, to, due) {
      if (positions.get(subscription) !== after) return 'moved'
      positions.set(subscription, to)
      await tasks.enqueue(due)
      return 'advanced'
    },
  }
}
