import { isoOf, type Clock } from '../../application/ports/clock.ts'
import type { ClaimedTask, NewTask, TaskQueue } from '../../application/ports/task-queue.ts'
import { listeners } from './listeners.ts'

type Row = {
  readonly task: NewTask
  state: 'ready' | 'claimed' | 'done'
  runAtMs: number
  claimedUntilMs: number
  epoch: bigint
  expiries: number
}

/** The task queue on a given clock, so that tests can let leases run out at will. */
export function memoryTaskQueue(clock: Pick<Clock, 'now'> = { now: () => Date.now() }): TaskQueue {
  const rows = new Map<string, Row>()
  const turns = new Map<string, number>()
  const enqueued = listeners()

  /** The row when the claim still holds: same epoch, not taken over by anybody. */
  const held = ({ taskId, epoch }: ClaimedTask): Row | null => {
    const row = rows.get(taskId)
    return row !== undefined && row.state === 'claimed' && row.epoch === epoch ? row : null
  }

  return {
    async enqueue(tasks) {
      for (const task of tasks) {
        if (rows.has(task.taskId)) continue
        const runAtMs = task.runAt === undefined ? clock.now() : Date.parse(task.runAt)
        rows.set(task.taskId, { task: structuredClone(task), state: 'ready', runAtMs, claimedUntilMs: 0, epoch: 0n, expiries: 0 })
      }
      if (tasks.length > 0) enqueued.call()
    },
    async claim(_worker, leaseMs, without = []) {
      const [all, nowMs] = [[...rows.values()], clock.now()]
      const ours = all.filter(({ task, runAtMs }) => runAtMs <= nowMs && !without.includes(task.jobId))
      const row = nextDue(ours, turns, claimsOf(all, nowMs), nowMs)
      if (row === null) return null
      turns.set(row.task.ownerId, Math.max(0, ...turns.values()) + 1)
      if (row.state === 'claimed') row.expiries += 1
      row.state = 'claimed'
      row.epoch += 1n
      row.claimedUntilMs = clock.now() + leaseMs
      const { epoch, expiries } = row
      return { ...row.task, runAt: isoOf(row.runAtMs), epoch, claimedAt: isoOf(clock.now()), expiries }
    },
    async heartbeat(task, leaseMs) {
      const row = held(task)
      const takenOver = rows.get(task.taskId)
      if (row !== null) row.claimedUntilMs = clock.now() + leaseMs
      else if (takenOver?.state === 'claimed' && takenOver.expiries > 0) takenOver.expiries -= 1
      return row !== null
    },
    async complete(task) {
      const row = held(task)
      if (row !== null) row.state = 'done'
      return row !== null
    },
    async release(task, runAt) {
      const row = held(task)
      if (row === null) return false
      row.state = 'ready'
      row.runAtMs = runAt === undefined ? clock.now() : Date.parse(runAt)
      row.expiries = 0
      enqueued.call()
      return true
    },
    onEnqueued: enqueued.add,
  }
}

/** Of the due tasks the one whose owner has the fewest claimed now, then whose last turn is longest ago; then the one that is due longest. */
function nextDue(
  rows: readonly Row[],
  turns: ReadonlyMap<string, number>,
  claimedOf: ReadonlyMap<string, number>,
  nowMs: number,
): Row | null {
  const due = rows.filter((row) => row.state === 'ready' || (row.state === 'claimed' && row.claimedUntilMs < nowMs))
  const claimed = (row: Row): number => claimedOf.get(row.task.ownerId) ?? 0
  const turn = (row: Row): number => turns.get(row.task.ownerId) ?? 0
  const order = (a: Row, b: Row): number => claimed(a) - claimed(b) || turn(a) - turn(b) || a.runAtMs - b.runAtMs
  return due.reduce<Row | null>((next, row) => (next === null || order(row, next) < 0 ? row : next), null)
}

function claimsOf(rows: readonly Row[], nowMs: number): ReadonlyMap<string, number> {
  const claims = new Map<string, number>()
  for (const row of rows) {
    if (row.state === 'claimed' && row.claimedUntilMs >= nowMs) claims.set(row.task.ownerId, (claims.get(row.task.ownerId) ?? 0) + 1)
  }
  return claims
}
