import { jsonEvent } from '@eventstore/db-client'
import { afterAll, beforeAll } from '@jest/globals'
import { eventStoreContract } from '../../application/ports/event-store.contract.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import { eventStoreDbClient, eventStoreDbStore } from './eventstoredb-store.ts'
import { closingType } from './stored-rows.ts'
import { testEventStoreServer, type TestEventStore } from './test-eventstore-server.ts'

const log = { warn: () => undefined }

function contractAt(name: string, url: () => string, modelRuns: number): void {
  const start = async () => {
    const client = eventStoreDbClient(url())
    const store = eventStoreDbStore({ client, codec: jsonCodec, log })
    const closing = () => jsonEvent({ type: closingType, data: {} })
    return { store, closeStream: async (stream: string) => void (await client.appendToStream(stream, closing())), stop: store.close }
  }
  eventStoreContract(name, start, modelRuns, { knowsForeignIds: false })
}

const variants = [
  ['EventStoreDB, a test server with batched appends', { batchAppend: true }, 100],
  ['EventStoreDB, a test server without them', { batchAppend: false }, 20],
] as const
for (const [name, options, runs] of variants) {
  let server: TestEventStore
  beforeAll(async () => {
    server = await testEventStoreServer(options)
  })
  afterAll(() => server.stop())
  contractAt(name, () => server.url, runs)
}

const real = process.env['EVENTSTORE_URL']
if (real !== undefined) contractAt('EventStoreDB, a real server', () => real, 100)
