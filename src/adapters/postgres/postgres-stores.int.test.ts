import { afterAll, beforeAll } from '@jest/globals'
import { postgresStoresContract } from './postgres-stores.contract.ts'
import { freshPostgres, type TestDatabase } from './test-database.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await freshPostgres()
})
afterAll(() => test.drop())

postgresStoresContract('PostgreSQL', () => test.database, 200)
