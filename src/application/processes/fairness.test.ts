import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { memoryTaskQueue } from '../../adapters/memory/memory-task-queue.ts'
import { clocks, mara, studio, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import { characterForm, contextOf, userOf } from '../../adapters/memory/test-world.ts'
import type { User } from '../ports/accounts.ts'
import { alarm } from './alarm.ts'
import { runJobWorker } from './job-worker.ts'

describe('fairness between users', () => {
  it('given fifty pictures of one user in line and then one of another, then that one is drawn next', async () => {
    const shop = testWorkshop()
    const ask = async (user: User, pictures: number): Promise<readonly string[]> => {
      const created = await shop.use.createCharacter(characterForm, contextOf(user))
      if (!created.ok) throw new Error(created.rejection.type)
      const ids: string[] = []
      for (let asked = 0; asked < pictures; asked += 10) {
        const request = { characterId: created.value.characterId, studio, count: Math.min(10, pictures - asked), useReference: false }
        const answer = await shop.use.requestGeneration(request, contextOf(user))
        if (!answer.ok) throw new Error(answer.rejection.type)
        ids.push(...answer.value.promptIds)
      }
      return ids
    }
    await ask(mara, 50)
    const stop = alarm()
    const worker = runJobWorker(shop.ports, { ...clocks, workerName: 'alone', concurrency: 1 }, stop)
    const { submissions } = shop.imageEngine
    await shop.goOn(() => submissions.length >= 3)
    const [light = ''] = await ask(userOf('finn'), 1)
    const before = submissions.length
    await shop.goOn(() => submissions.includes(light))
    stop.ring()
    await worker
    // The worker may have had one more in its hands when the light request came.
    expect(submissions.indexOf(light)).toBeLessThanOrEqual(before + 1)
    expect(submissions.length).toBeLessThan(10)
  })

  it('given 225 tasks of ten users as uneven as words in a text, then no order of arrival lets anybody wait for the longest line', async () => {
    const shares = Array.from({ length: 10 }, (_, user) => Math.max(1, Math.round(77 / (user + 1))))
    const tasks = shares.flatMap((share, user) => Array.from({ length: share }, () => `user ${user}`))
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(tasks, { minLength: tasks.length }), async (arrivals) => {
        const served = await servedInOrder(arrivals)
        const firsts = shares.map((_, user) => served.indexOf(`user ${user}`) + 1)
        // Temporal's measure: the places of everybody's first service, against all waiting for all; 1 is the worst that is still fair.
        expect(firsts.reduce((sum, place) => sum + place, 0) / shares.length ** 2).toBeLessThan(1)
      }),
      { numRuns: 100 },
    )
  })
})

/** One worker that does one task after the other, each to its end. */
async function servedInOrder(owners: readonly string[]): Promise<readonly string[]> {
  const queue = memoryTaskQueue({ now: () => 1 })
  await queue.enqueue(owners.map((ownerId, index) => ({ taskId: `${index}`, kind: 'run', jobId: `${index}`, jobKind: 'edit', ownerId })))
  const served = []
  for (let task = await queue.claim('worker', 1_000); task !== null; task = await queue.claim('worker', 1_000)) {
    served.push(task.ownerId)
    await queue.complete(task)
  }
  return served
}
