import type { CheckpointStore } from '../../application/ports/checkpoint-store.ts'
import type { Database } from './database.ts'
import { insertTasks } from './postgres-task-queue.ts'

export function postgresCheckpointStore({ knex, hints }: Pick<Database, 'knex' | 'hints'>): CheckpointStore {
  return {
    async load(subscription, startAt) {
      const find = (): Promise<{ position: string } | undefined> => knex('es.checkpoints').where({ subscription }).first('position')
      const found = await find()
      if (found !== undefined) return BigInt(found.position)
      await knex('es.checkpoints').insert({ subscription, position: startAt.toString() }).onConflict('subscription').ignore()
      return BigInt((await find())?.position ?? startAt)
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
