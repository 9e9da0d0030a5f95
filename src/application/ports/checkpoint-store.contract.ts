import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { CheckpointStore } from './checkpoint-store.ts'
import type { NewTask, TaskQueue } from './task-queue.ts'

export type CheckpointsUnderTest = { readonly checkpoints: CheckpointStore; readonly tasks: TaskQueue; stop(): Promise<void> }

const newTask = (): NewTask => ({ taskId: randomUUID(), kind: 'run', jobId: randomUUID(), ownerId: randomUUID(), jobKind: 'generation' })

export function checkpointStoreContract(name: string, start: () => Promise<CheckpointsUnderTest>): void {
  describe(`checkpoint store: ${name}`, () => {
    let under: CheckpointsUnderTest
    beforeAll(async () => {
      under = await start()
    })
    afterAll(() => under.stop())
    const drain = async (): Promise<string[]> => {
      const found: string[] = []
      for (let claimed = await under.tasks.claim('worker', 60_000); claimed !== null; claimed = await under.tasks.claim('worker', 60_000))
        found.push(claimed.taskId)
      return found
    }

    it('given a new subscription, then it starts where it was told, once', async () => {
      const name = randomUUID()
      expect(await under.checkpoints.load(name, 41n)).toBe(41n)
      expect(await under.checkpoints.load(name, 99n)).toBe(41n)
    })

    it('given a checkpoint at its place, then tasks and checkpoint move together', async () => {
      const name = randomUUID()
      await under.checkpoints.load(name, 0n)
      const task = newTask()
      expect(await under.checkpoints.advance(name, 0n, 9n, [task])).toBe('advanced')
      expect(await under.checkpoints.load(name, 0n)).toBe(9n)
      expect(await drain()).toEqual([task.taskId])
      expect(await under.checkpoints.advance(name, 9n, 12n, [task])).toBe('advanced')
      expect(await drain()).toEqual([])
    })

    it('given a checkpoint that somebody else moved, then nothing is written', async () => {
      const name = randomUUID()
      await under.checkpoints.load(name, 0n)
      await under.checkpoints.advance(name, 0n, 5n, [])
      expect(await under.checkpoints.advance(name, 0n, 7n, [newTask()])).toBe('moved')
      expect(await under.checkpoints.load(name, 0n)).toBe(5n)
      expect(await drain()).toEqual([])
    })

    it('given several that advance at once, then one does', async () => {
      const name = randomUUID()
      await under.checkpoints.load(name, 0n)
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => under.checkpoints.advance(name, 0n, 3n, [newTask()])))
      expect(outcomes.filter((outcome) => outcome === 'advanced')).toHaveLength(1)
      expect(await drain()).toHaveLength(1)
    })
  })
}
