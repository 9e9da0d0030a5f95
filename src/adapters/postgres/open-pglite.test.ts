import { describe, expect, it } from '@jest/globals'
import { freshPglite, testMigrations } from './test-database.ts'
import { migrate } from './migrate.ts'

describe('the embedded database', () => {
  it('given the same migrations again, then nothing happens', async () => {
    const database = await freshPglite()
    await migrate(database, testMigrations)
    const rows = await database.knex('es.events').select()
    expect(rows).toEqual([])
    await database.close()
  })
})
