import { randomBytes } from 'node:crypto'
import { blobReferencesContract } from '../../application/ports/blob-references.contract.ts'
import { checkpointStoreContract } from '../../application/ports/checkpoint-store.contract.ts'
import { eventStoreContract } from '../../application/ports/event-store.contract.ts'
import { subjectKeysContract } from '../../application/ports/subject-keys.contract.ts'
import { taskQueueContract } from '../../application/ports/task-queue.contract.ts'
import { eventCodec } from '../codec/codec.ts'
import type { Database } from './database.ts'
import { postgresBlobReferences } from './postgres-blob-references.ts'
import { postgresCheckpointStore } from './postgres-checkpoint-store.ts'
import { postgresEventStore } from './postgres-event-store.ts'
import { postgresSubjectKeys } from './postgres-subject-keys.ts'
import { postgresTaskQueue } from './postgres-task-queue.ts'

/** The contracts of all our stores on one database. `database` answers what the test opened before all. */
export function postgresStoresContract(name: string, database: () => Database, modelRuns: number): void {
  const dataKey = new Uint8Array(randomBytes(32))
  const nothing = async (): Promise<void> => undefined

  const startEventStore = async () => ({
    store: postgresEventStore(database(), eventCodec(postgresSubjectKeys(database(), dataKey))),
    closeStream: async (stream: string) => void (await database().knex('es.streams').where({ stream_id: stream }).update({ closed: true })),
    stop: nothing,
  })
  eventStoreContract(name, startEventStore, modelRuns)

  blobReferencesContract(name, async () => ({ ...(await startEventStore()), references: postgresBlobReferences(database()) }))

  taskQueueContract(name, {
    fresh: async () => {
      await database().knex('es.tasks').delete()
      return postgresTaskQueue(database())
    },
    letLeasesExpire: async () => {
      const ranOut = database().knex.raw("clock_timestamp() - interval '1 second'")
      await database().knex('es.tasks').where({ state: 'claimed' }).update({ claimed_until: ranOut })
    },
    stop: nothing,
  })

  checkpointStoreContract(name, async () => {
    await database().knex('es.tasks').delete()
    return { checkpoints: postgresCheckpointStore(database()), tasks: postgresTaskQueue(database()), stop: nothing }
  })

  subjectKeysContract(name, async () => ({ keys: postgresSubjectKeys(database(), dataKey), stop: nothing }))
}
