import { afterAll, describe, expect, it } from '@jest/globals'
import { memoryProgressHub } from '../system/memory-progress-hub.ts'
import { fleetProgressHub } from './fleet-progress-hub.ts'
import { localHints } from './local-hints.ts'
import { openPostgres } from './open-postgres.ts'
import { postgresAccounts } from './postgres-accounts.ts'
import { postgresDrafts } from './postgres-drafts.ts'
import { postgresDump } from './postgres-dump.ts'
import { postgresSubjectKeys } from './postgres-subject-keys.ts'
import { postgresTaskQueue } from './postgres-task-queue.ts'
import { postgresQueries } from './views/postgres-queries.ts'

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const id = '00000000-0000-4000-8000-000000000000'

describe('given nobody answers at the address of the database', () => {
  // Port 1 is reserved and closed: the driver says so at once.
  const database = openPostgres('postgres://nobody@127.0.0.1:1/nothing', { log: { warn: () => undefined } })
  const queries = postgresQueries(database)
  afterAll(() => database.knex.destroy())

  it.each([
    ['an account', 'DatabaseUnavailable', () => postgresAccounts(database).byToken('hash')],
    [
      'a new account',
      'DatabaseUnavailable',
      () => postgresAccounts(database).create({ id, username: 'a', passwordHash: '', role: 'admin' }, true),
    ],
    ['a draft', 'DatabaseUnavailable', () => postgresDrafts(database).load(id, id)],
    ['a key', 'EventStoreUnavailable', () => postgresSubjectKeys(database, new Uint8Array(32)).keyFor(id)],
    ['the last backup', 'DatabaseUnavailable', () => postgresDump(database).lastBackupAt()],
    ['a task', 'DatabaseUnavailable', () => postgresTaskQueue(database).claim('worker', 1_000)],
    [
      'a preview',
      'DatabaseUnavailable',
      () => fleetProgressHub(memoryProgressHub(silent), { knex: database.knex, hints: localHints() }, silent).latestPreview(id),
    ],
    ['a picture', 'ViewsUnavailable', () => queries.images.find(id, id)],
    ['a job', 'ViewsUnavailable', () => queries.jobs.list(id, { limit: 1 })],
    ['a character', 'ViewsUnavailable', () => queries.characters.list(id)],
    ['the position of the views', 'ViewsUnavailable', () => queries.views.position()],
  ])('then asking for %s throws %s, without an address', async (_what, name, ask) => {
    const error = await ask().then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name })
    expect(String(error)).not.toContain('127.0.0.1')
  })
})
