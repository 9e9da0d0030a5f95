import { afterAll, beforeAll } from '@jest/globals'
import { auditTrailContract } from '../../application/ports/audit-trail.contract.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import { postgresAuditTrail } from './postgres-audit-trail.ts'
import { postgresEventStore } from './postgres-event-store.ts'
import { freshPostgres, type TestDatabase } from './test-database.ts'

let fresh: TestDatabase
beforeAll(async () => {
  fresh = await freshPostgres()
})
afterAll(() => fresh.drop())

auditTrailContract('PostgreSQL', async () => {
  await fresh.database.knex.raw("begin; set local es.maintenance = 'on'; truncate es.events, es.streams; commit")
  return { trail: postgresAuditTrail(fresh.database, jsonCodec), eventStore: postgresEventStore(fresh.database, jsonCodec) }
})
