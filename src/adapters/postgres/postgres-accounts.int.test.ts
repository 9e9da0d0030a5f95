import { afterAll, beforeAll } from '@jest/globals'
import { accountsContract } from '../../application/ports/accounts.contract.ts'
import { draftStoreContract } from '../../application/ports/draft-store.contract.ts'
import type { Database } from './database.ts'
import { postgresAccounts } from './postgres-accounts.ts'
import { postgresDrafts } from './postgres-drafts.ts'
import { emptyAccounts, makeOlder, twoUsers } from './test-accounts.ts'
import { freshPostgres, type TestDatabase } from './test-database.ts'

let fresh: TestDatabase
let database: Database
beforeAll(async () => {
  fresh = await freshPostgres()
  database = fresh.database
})
afterAll(() => fresh.drop())

accountsContract('PostgreSQL', async () => {
  await emptyAccounts(database.knex)
  return { accounts: postgresAccounts(database), age: (ms) => makeOlder(database.knex, ms) }
})

draftStoreContract('PostgreSQL', async () => {
  await emptyAccounts(database.knex)
  return { drafts: postgresDrafts(database), users: await twoUsers(postgresAccounts(database)) }
})
