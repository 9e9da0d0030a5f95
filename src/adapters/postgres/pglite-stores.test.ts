import { afterAll, beforeAll } from '@jest/globals'
import type { Database } from './database.ts'
import { postgresStoresContract } from './postgres-stores.contract.ts'
import { freshPglite } from './test-database.ts'

let database: Database
beforeAll(async () => {
  database = await freshPglite()
})
afterAll(() => database.close())

postgresStoresContract('PGlite', () => database, 40)
