import { blobReferencesContract } from '../../application/ports/blob-references.contract.ts'
import { checkpointStoreContract } from '../../application/ports/checkpoint-store.contract.ts'
import { eventStoreContract } from '../../application/ports/event-store.contract.ts'
import { subjectKeysContract } from '../../application/ports/subject-keys.contract.ts'
import { taskQueueContract } from '../../application/ports/task-queue.contract.ts'
import { eventCodec } from '../codec/codec.ts'
import { jsonCodec, type EventCodec } from '../codec/stored-event.ts'
import { memoryBlobReferences } from './memory-blob-references.ts'
import { memoryCheckpointStore } from './memory-checkpoint-store.ts'
import { memoryEventStore } from './memory-event-store.ts'
import { memorySubjectKeys } from './memory-subject-keys.ts'
import { memoryTaskQueue } from './memory-task-queue.ts'

const nothing = async (): Promise<void> => undefined
const system = { now: () => Date.now() }

const started = (codec: EventCodec) => async () => {
  const store = memoryEventStore(system, codec)
  return { store, closeStream: async (stream: string) => store.closeStream(stream), stop: nothing }
}
eventStoreContract('memory, with the codec of the other stores', started(eventCodec(memorySubjectKeys())), 1_000)
eventStoreContract('memory, with plain JSON', started(jsonCodec), 100)

blobReferencesContract('memory', async () => {
  const store = memoryEventStore(system, eventCodec(memorySubjectKeys()))
  return { store, references: memoryBlobReferences(store), stop: nothing }
})

let aheadMs = 0
taskQueueContract('memory', {
  fresh: async () => memoryTaskQueue({ now: () => Date.now() + aheadMs }),
  letLeasesExpire: async () => void (aheadMs += 100_000),
  stop: nothing,
})

checkpointStoreContract('memory', async () => {
  const tasks = memoryTaskQueue(system)
  return { checkpoints: memoryCheckpointStore(tasks), tasks, stop: nothing }
})

subjectKeysContract('memory', async () => ({ keys: memorySubjectKeys(), stop: nothing }))
