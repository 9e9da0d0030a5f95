import { randomUUID } from 'node:crypto'
import type { NewEvent } from '../../application/ports/event-store.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { postgresEventStore } from './postgres-event-store.ts'
import { testMigrations } from './test-database.ts'

/** A process that opens the embedded database in the folder of its argument and appends until it is killed, one line per acknowledged event. */
async function writeForEver(dataDir: string): Promise<void> {
  const database = await openPglite(dataDir)
  await migrate(database, testMigrations)
  const store = postgresEventStore(database, jsonCodec)
  for (;;) {
    const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'writer' } } as const
    const event: NewEvent = { type: 'Written', data: {}, eventId: randomUUID(), meta }
    await store.append(`written-${event.eventId}`, 'no-stream', [event])
    process.stdout.write(`${event.eventId}\n`)
  }
}

writeForEver(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(String(error))
  process.exitCode = 1
})
