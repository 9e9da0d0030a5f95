import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Database } from './database.ts'
import { openPostgres } from './open-postgres.ts'
import { freshPostgres, type TestDatabase } from './test-database.ts'

describe('hints between processes', () => {
  let test: TestDatabase
  let other: Database
  beforeAll(async () => {
    test = await freshPostgres()
    other = openPostgres(test.url, { log: { warn: () => undefined } })
  })
  afterAll(async () => {
    await other.close()
    await test.drop()
  })

  it('given a hint, then the listeners of its channel hear it here and in the other process', async () => {
    const [here, there] = [counter(test.database), counter(other)]
    await there.reached(1)
    const before = there.count()
    test.database.hints.send('es_events')
    await Promise.all([here.reached(1), there.reached(before + 1)])
    here.leave()
    there.leave()
  })

  it('given a burst of hints, then the other process hears a few of them', async () => {
    const there = counter(other)
    const before = there.count()
    for (let sent = 0; sent < 1_000; sent++) test.database.hints.send('es_events')
    await there.reached(before + 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(there.count() - before).toBeLessThan(20)
    there.leave()
  })

  it('given a listening connection that was cut, then it comes back, and its listeners look once more', async () => {
    const there = counter(other)
    const before = there.count()
    await test.database.knex.raw(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'persona-studio hints' and datname = current_database()",
    )
    await there.reached(before + 1)
    const back = there.count()
    test.database.hints.send('es_events')
    await there.reached(back + 1)
    there.leave()
  })

  it('given a listener that left, then it hears nothing', async () => {
    const [gone, staying] = [counter(other), counter(other)]
    gone.leave()
    const before = gone.count()
    test.database.hints.send('es_events')
    await staying.reached(staying.count() + 1)
    expect(gone.count()).toBe(before)
    staying.leave()
  })
})

function counter(database: Database) {
  let count = 0
  const leave = database.hints.on('es_events', () => (count += 1))
  return {
    leave,
    count: () => count,
    async reached(wanted: number): Promise<void> {
      while (count < wanted) await new Promise((resolve) => setTimeout(resolve, 5))
    },
  }
}
