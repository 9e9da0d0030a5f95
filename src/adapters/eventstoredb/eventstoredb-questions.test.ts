import { afterAll, afterEach, beforeAll } from '@jest/globals'
import { auditTrailContract } from '../../application/ports/audit-trail.contract.ts'
import { blobReferencesContract } from '../../application/ports/blob-references.contract.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import type { Database } from '../postgres/database.ts'
import { postgresAuditTrail } from '../postgres/postgres-audit-trail.ts'
import { postgresBlobReferences } from '../postgres/postgres-blob-references.ts'
import { askedOfCopy, postgresLogCopy, prepareLogCopy } from '../postgres/postgres-log-copy.ts'
import { freshPglite } from '../postgres/test-database.ts'
import { eventStoreDbClient, eventStoreDbStore } from './eventstoredb-store.ts'
import { testEventStoreServer } from './test-eventstore-server.ts'

const closers: (() => Promise<void>)[] = []
let database: Database
beforeAll(async () => {
  database = await freshPglite()
})
afterAll(() => database.close())

/** An empty log in EventStoreDB, and an empty copy of it. */
async function freshLog() {
  await database.knex.raw("begin; set local es.maintenance = 'on'; truncate es.events, es.streams, es.checkpoints; commit")
  const server = await testEventStoreServer()
  const store = eventStoreDbStore({ client: eventStoreDbClient(server.url), codec: jsonCodec, log: { warn: () => undefined } })
  const stop = async (): Promise<void> => {
    await store.close()
    server.stop()
  }
  await prepareLogCopy(database, store.stored)
  return { store, copy: postgresLogCopy(database, store.stored), stop }
}

blobReferencesContract('EventStoreDB, asked of its copy', async () => {
  const { store, copy, stop } = await freshLog()
  return { store, references: askedOfCopy.blobReferences(postgresBlobReferences(database), copy), stop }
})

auditTrailContract('EventStoreDB, asked of its copy', async () => {
  const { store, copy, stop } = await freshLog()
  closers.push(stop)
  return { eventStore: store, trail: askedOfCopy.auditTrail(postgresAuditTrail(database, jsonCodec), copy) }
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
