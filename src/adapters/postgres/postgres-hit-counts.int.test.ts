import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { postgresHitCounts } from './postgres-hit-counts.ts'
import { freshPostgres, type TestDatabase } from './test-database.ts'

describe('hits that are counted in the database', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await freshPostgres()
  })
  afterAll(() => test.drop())

  it('given many at once, then every one is in the sum, and the window ends when it was begun to', async () => {
    const counts = postgresHitCounts(test.database)
    const answers = await Promise.all(Array.from({ length: 50 }, () => counts.add('a', 2, 60_000)))
    expect(Math.max(...answers.map(({ hits }) => hits))).toBe(100)
    expect(answers.every(({ endsInMs }) => endsInMs > 0 && endsInMs <= 60_000)).toBe(true)
    expect((await counts.add('b', 1, 60_000)).hits).toBe(1)
  })

  it('given a window that is over, then the next begins at nothing', async () => {
    const counts = postgresHitCounts(test.database)
    await counts.add('c', 7, 60_000)
    await test.database
      .knex('fleet.counts')
      .where({ key: 'c' })
      .update({ ends_at: new Date(0) })
    expect((await counts.add('c', 1, 60_000)).hits).toBe(1)
  })

  it('given windows that nobody needs any more, then they are taken away', async () => {
    const counts = postgresHitCounts(test.database)
    await test.database.knex('fleet.counts').insert({ key: 'old', hits: 1, ends_at: new Date(0) })
    for (let adds = 0; adds < 500; adds++) await counts.add('d', 1, 60_000)
    expect(await test.database.knex('fleet.counts').where({ key: 'old' })).toEqual([])
  })
})
