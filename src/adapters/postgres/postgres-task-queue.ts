import type { Knex } from 'knex'
import { DatabaseUnavailable } from '../../application/ports/database-unavailable.ts'
import type { ClaimedTask, NewTask, TaskKind, TaskQueue } from '../../application/ports/task-queue.ts'
import type { Database } from './database.ts'
import { namingOutages } from './naming-outages.ts'

/**
 * Reminders in es.tasks. Every time is the database's, so that workers on machines with other clocks agree on who holds what. Every method
 * throws `DatabaseUnavailable` when it cannot be reached.
 */
export function postgresTaskQueue({ knex, hints }: Pick<Database, 'knex' | 'hints'>): TaskQueue {
  /** The row when the claim still holds. One that ran out but that nobody took over is still ours. */
  const held = ({ taskId, epoch }: ClaimedTask) => knex('es.tasks').where({ task_id: taskId, epoch: epoch.toString(), state: 'claimed' })
  const takenOver = ({ taskId, epoch }: ClaimedTask) =>
    knex('es.tasks').where({ task_id: taskId, state: 'claimed' }).where('epoch', '>', epoch.toString())

  const queue: TaskQueue = {
    async enqueue(tasks) {
      await insertTasks(knex, tasks)
      if (tasks.length > 0) hints.send('es_tasks')
    },
    async claim(worker, leaseMs, without = []) {
      const { rows }: { rows: TaskRow[] } = await knex.raw("select * from es.claim_task(?, ? * interval '1 millisecond', ?::uuid[])", [
        worker,
        leaseMs,
        [...without],
      ])
      return rows[0] === undefined ? null : claimedOf(rows[0], leaseMs)
    },
    async heartbeat(task, leaseMs) {
      const claimedUntil = knex.raw("clock_timestamp() + ? * interval '1 millisecond'", [leaseMs])
      const renewed = (await held(task).update({ claimed_until: claimedUntil })) === 1
      if (!renewed) await takenOver(task).where('expiries', '>', 0).decrement('expiries', 1)
      return renewed
    },
    async complete(task) {
      return (await held(task).update({ state: 'done', claimed_until: null })) === 1
    },
    async release(task, runAt) {
      const released = await held(task).update({
        state: 'ready',
        claimed_until: null,
        run_at: runAt ?? knex.raw('clock_timestamp()'),
        expiries: 0,
      })
      if (released === 1) hints.send('es_tasks')
      return released === 1
    },
    onEnqueued: (listener) => hints.on('es_tasks', listener),
  }
  return namingOutages(queue, (reason) => new DatabaseUnavailable(reason))
}

/** Tasks whose ids are known are left as they are, done ones too. */
export async function insertTasks(on: Knex, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return
  const rows = tasks.map(({ taskId, kind, jobId, jobKind, ownerId, runAt, traceparent }) => ({
    task_id: taskId,
    kind,
    job_id: jobId,
    job_kind: jobKind,
    owner_id: ownerId,
    run_at: runAt ?? on.raw('clock_timestamp()'),
    traceparent: traceparent ?? null,
  }))
  await on('es.tasks').insert(rows).onConflict('task_id').ignore()
}

type TaskRow = {
  readonly task_id: string
  readonly kind: TaskKind
  readonly job_id: string
  readonly job_kind: NewTask['jobKind']
  readonly owner_id: string
  readonly run_at: Date
  readonly epoch: string
  readonly claimed_until: Date
  readonly expiries: number
  readonly traceparent: string | null
}

const claimedOf = (row: TaskRow, leaseMs: number): ClaimedTask => ({
  taskId: row.task_id,
  kind: row.kind,
  jobId: row.job_id,
  jobKind: row.job_kind,
  ownerId: row.owner_id,
  runAt: row.run_at.toISOString(),
  epoch: BigInt(row.epoch),
  claimedAt: new Date(row.claimed_until.getTime() - leaseMs).toISOString(),
  expiries: row.expiries,
  ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
})
