import type { CheckpointStore } from '../../application/ports/checkpoint-store.ts'
import type { Database } from './database.ts'
import { insertTasks } from './postgres-task-queue.ts'

export function postgresCheckpointStore({ knex, hints }: Pick<Database, 'knex' | 'hints'>): CheckpointStore {
  return {
    async load(subscription, startAt) {
      await knex('es.checkpoints').insert({ subscription, position: startAt.toString() }).onConflict('subscription').ignore()
      const row: { position: string } = await knex('es.checkpoints').where({ subscription }).first('position')
      return BigInt(row.position)
    },
    async advance(subscription, after, to, tasks) {
      const outcome = await knex.transaction(async (transaction) => {
        // The update holds the row to the commit: another process at the same place waits, and then finds it moved.
        const moved = await transaction('es.checkpoints')
          .where({ subscription, position: after.toString() })
          .update({ position: to.toString() })
        if (moved === 0) return 'moved'
        await insertTasks(transaction, tasks)
        return 'advanced'
      })
      if (outcome === 'advanced' && tasks.length > 0) hints.send('es_tasks')
      return outcome
    },
  }
}
