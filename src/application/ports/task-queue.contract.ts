import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { NewTask, TaskQueue } from './task-queue.ts'

export type TaskQueueUnderTest = {
  /** Empty. */
  fresh(): Promise<TaskQueue>
  /** Lets all claims of now run out. */
  letLeasesExpire(): Promise<void>
  stop(): Promise<void>
}

const leaseMs = 60_000
const past = (secondsAgo: number): string => new Date(Date.UTC(2025, 0, 1) - secondsAgo * 1000).toISOString()
const never = '2100-01-01T00:00:00.000Z'

const task = (change: Partial<NewTask> = {}): NewTask => ({
  taskId: randomUUID(),
  kind: 'run',
  jobId: randomUUID(),
  ownerId: randomUUID(),
  jobKind: 'edit',
  runAt: past(0),
  ...change,
})

export function taskQueueContract(name: string, under: TaskQueueUnderTest): void {
  describe(`task queue: ${name}`, () => {
    let queue: TaskQueue
    const claim = async () => {
      const claimed = await queue.claim('worker', leaseMs)
      if (claimed === null) throw new Error('nothing was due')
      return claimed
    }
    beforeEach(async () => {
      queue = await under.fresh()
    })
    afterAll(() => under.stop())

    it('given a task, then it is claimed once, as it was enqueued', async () => {
      const given = task()
      await queue.enqueue([given])
      expect(await queue.claim('worker', leaseMs)).toEqual({ ...given, epoch: 1n, claimedAt: expect.any(String), expiries: 0 })
      expect(await queue.claim('worker', leaseMs)).toBeNull()
    })

    it('given a claim, then it says when it began by the clock on which it runs out', async () => {
      await queue.enqueue([task(), task()])
      const [first, second] = [await queue.claim('worker', 1), await queue.claim('worker', 3_600_000)]
      const apartMs = Date.parse(second?.claimedAt ?? '') - Date.parse(first?.claimedAt ?? '')
      expect(apartMs).toBeGreaterThanOrEqual(0)
      expect(apartMs).toBeLessThan(3_000_000)
    })

    it('given a task of a request that is traced, then its place in the trace comes back with it', async () => {
      const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
      await queue.enqueue([task({ traceparent })])
      expect((await claim()).traceparent).toBe(traceparent)
    })

    it('given a task that was enqueued before, open or done, then enqueuing it again changes nothing', async () => {
      const given = task()
      await queue.enqueue([given, given])
      await queue.enqueue([given])
      await queue.complete(await claim())
      await queue.enqueue([given])
      expect(await queue.claim('worker', leaseMs)).toBeNull()
    })

    it('given a task without a time, then it is due at once; given one of the future, then not yet', async () => {
      const now: NewTask = { taskId: randomUUID(), kind: 'run', jobId: randomUUID(), ownerId: randomUUID(), jobKind: 'edit' }
      await queue.enqueue([task({ runAt: never }), now])
      expect((await claim()).taskId).toBe(now.taskId)
      expect(await queue.claim('worker', leaseMs)).toBeNull()
    })

    it('given a job that the worker leaves to others, then none of its tasks is given to it, and the next one is', async () => {
      const [left, next] = [task({ runAt: past(2) }), task({ runAt: past(1) })]
      await queue.enqueue([left, { ...left, taskId: randomUUID(), kind: 'cancel' }, next])
      expect((await queue.claim('old', leaseMs, [left.jobId]))?.taskId).toBe(next.taskId)
      expect(await queue.claim('old', leaseMs, [left.jobId])).toBeNull()
      expect((await claim()).jobId).toBe(left.jobId)
    })

    it('given several due tasks of one user, then the one that is due longest comes first', async () => {
      const ownerId = randomUUID()
      const [young, old] = [task({ ownerId, runAt: past(10) }), task({ ownerId, runAt: past(20) })]
      await queue.enqueue([young, old])
      expect((await claim()).taskId).toBe(old.taskId)
    })

    it('given a user with many older tasks, then the others take turns with him', async () => {
      const [greedy, modest] = [randomUUID(), randomUUID()]
      await queue.enqueue(Array.from({ length: 5 }, () => task({ ownerId: greedy, runAt: past(100) })))
      await queue.enqueue([task({ ownerId: modest }), task({ ownerId: modest })])
      const owners = []
      for (let turn = 0; turn < 4; turn++) owners.push((await claim()).ownerId)
      expect(owners).toEqual([greedy, modest, greedy, modest])
    })

    it('given a user with fifty tasks and then one of another, then that one is next, whether the others are done or handed back', async () => {
      const [greedy, modest, third] = [randomUUID(), randomUUID(), randomUUID()]
      await queue.enqueue(Array.from({ length: 50 }, () => task({ ownerId: greedy, runAt: past(100) })))
      for (let turn = 0; turn < 3; turn++) await queue.complete(await claim())
      await queue.enqueue([task({ ownerId: modest })])
      const first = await claim()
      await queue.complete(first)
      expect(first.ownerId).toBe(modest)
      const handedBack = await claim()
      await queue.enqueue([task({ ownerId: third })])
      await queue.release(handedBack)
      expect([handedBack.ownerId, (await claim()).ownerId]).toEqual([greedy, third])
    })

    it('given one worker and three users who always have work, then they take turns though nobody holds a claim', async () => {
      const owners: string[] = [randomUUID(), randomUUID(), randomUUID()]
      const amounts = [20, 3, 2]
      await queue.enqueue(
        owners.flatMap((ownerId, index) => Array.from({ length: amounts[index] ?? 0 }, () => task({ ownerId, runAt: past(100 - index) }))),
      )
      const turns = []
      for (let turn = 0; turn < 9; turn++) {
        const claimed = await claim()
        turns.push(owners.indexOf(claimed.ownerId))
        await queue.complete(claimed)
      }
      expect(turns).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 0])
    })

    it('given many workers at once, then each task goes to one of them and users still take turns', async () => {
      const [greedy, modest] = [randomUUID(), randomUUID()]
      await queue.enqueue(Array.from({ length: 6 }, () => task({ ownerId: greedy, runAt: past(100) })))
      await queue.enqueue(Array.from({ length: 3 }, () => task({ ownerId: modest })))
      const claims = await Promise.all(Array.from({ length: 6 }, (_, worker) => queue.claim(`worker ${worker}`, leaseMs)))
      expect(new Set(claims.map((claimed) => claimed?.taskId)).size).toBe(6)
      expect(claims.filter((claimed) => claimed?.ownerId === modest)).toHaveLength(3)
    })

    it('given a claim that ran out, then the task is claimed again, the expiry counted, and the old claim is worth nothing', async () => {
      await queue.enqueue([task()])
      const first = await claim()
      await under.letLeasesExpire()
      const second = await claim()
      expect(second).toMatchObject({ taskId: first.taskId, epoch: 2n, expiries: 1 })
      expect([await queue.heartbeat(first, leaseMs), await queue.complete(first), await queue.release(first)]).toEqual([
        false,
        false,
        false,
      ])
      expect([await queue.heartbeat(second, leaseMs), await queue.complete(second)]).toEqual([true, true])
      expect(await queue.complete(second)).toBe(false)
    })

    it('given a worker that was only slow, then its claim that ran out is no sign of a death', async () => {
      await queue.enqueue([task()])
      const slow = await claim()
      await under.letLeasesExpire()
      expect(await claim()).toMatchObject({ expiries: 1 })
      await under.letLeasesExpire()
      const third = await claim()
      expect(third).toMatchObject({ expiries: 2 })
      expect(await queue.heartbeat(slow, leaseMs)).toBe(false)
      expect(await queue.heartbeat(third, leaseMs)).toBe(true)
      await under.letLeasesExpire()
      expect(await claim()).toMatchObject({ expiries: 2 })
    })

    it('given a claim that ran out, then it no longer counts against its user', async () => {
      const [gone, other] = [randomUUID(), randomUUID()]
      await queue.enqueue([task({ ownerId: gone, runAt: past(100) })])
      await claim()
      await under.letLeasesExpire()
      await queue.enqueue([task({ ownerId: other }), task({ ownerId: other })])
      await queue.complete(await claim())
      expect((await claim()).ownerId).toBe(gone)
    })

    it('given a heartbeat, then the claim holds on', async () => {
      await queue.enqueue([task()])
      const claimed = await queue.claim('worker', 1)
      expect(await queue.heartbeat(claimed!, leaseMs)).toBe(true)
      expect(await queue.claim('worker', leaseMs)).toBeNull()
    })

    it('given a task handed back, then it is due at its new time and starts without expiries', async () => {
      await queue.enqueue([task()])
      await claim()
      await under.letLeasesExpire()
      expect(await queue.release(await claim())).toBe(true)
      const again = await claim()
      expect(again).toMatchObject({ epoch: 3n, expiries: 0 })
      expect(await queue.release(again, never)).toBe(true)
      expect(await queue.claim('worker', leaseMs)).toBeNull()
    })

    it('given a listener, then it hears of new and of returned tasks until it leaves', async () => {
      const heard = () =>
        new Promise<void>((resolve) => {
          const leave = queue.onEnqueued(() => {
            leave()
            resolve()
          })
        })
      const enqueued = heard()
      await queue.enqueue([task()])
      await enqueued
      const released = heard()
      await queue.release(await claim())
      await released
    })
  })
}
