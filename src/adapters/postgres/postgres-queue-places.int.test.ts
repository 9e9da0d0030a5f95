import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { QueuePlaces } from '../../application/ports/queue-places.ts'
import { insights, views } from '../../projections/views.ts'
import type { Database } from './database.ts'
import { openPostgres } from './open-postgres.ts'
import { postgresQueuePlaces } from './postgres-queue-places.ts'
import { freshPostgres, type TestDatabase } from './test-database.ts'
import { postgresViewStore } from './views/postgres-view-store.ts'

describe('places in line, kept by two processes', () => {
  let test: TestDatabase
  let other: Database
  let both: readonly QueuePlaces[]
  beforeAll(async () => {
    test = await freshPostgres()
    other = openPostgres(test.url, { log: { warn: () => undefined } })
    both = [test.database, other].map(postgresQueuePlaces)
    for (const group of [views, insights]) await postgresViewStore(test.database).open(group)
  })
  afterAll(async () => {
    await other.close()
    await test.drop()
  })
  const [here, there] = [(): QueuePlaces => both[0] as QueuePlaces, (): QueuePlaces => both[1] as QueuePlaces]
  const wide = { own: 1_000, all: 10_000 }

  it('given two hundred requests at once and three places left, then exactly three get one', async () => {
    const owner = randomUUID()
    await here().hold(owner, 47, wide)
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? here() : there()).hold(owner, 1, { own: 50, all: 10_000 })),
    )
    expect(answers.filter(({ hold }) => hold !== null)).toHaveLength(3)
    expect(answers.filter(({ hold }) => hold === null).every(({ own }) => own === 50)).toBe(true)
  })

  it('given a full line, then it is full for everybody, whoever filled it', async () => {
    const { all } = await here().hold(randomUUID(), 1, wide)
    expect(await there().hold(randomUUID(), 1, { own: 50, all: all + 1 })).toMatchObject({ hold: null, own: 0, all: all + 1 })
  })

  it('given a request that came to nothing, then its place is free again', async () => {
    const owner = randomUUID()
    const { hold } = await here().hold(owner, 50, { own: 50, all: 10_000 })
    expect((await there().hold(owner, 1, { own: 50, all: 10_000 })).hold).toBeNull()
    await there().giveBack(hold ?? '')
    expect((await there().hold(owner, 1, { own: 50, all: 10_000 })).hold).not.toBeNull()
  })

  it('given jobs in the log, then they are counted as places until the views have passed them, and by the views from then on', async () => {
    const owner = randomUUID()
    const { hold } = await here().hold(owner, 5, wide)
    await here().recorded(hold ?? '', 7n)
    expect((await there().hold(owner, 1, wide)).own).toBe(5)
    await test.database.knex('rm.versions').where({ group_name: 'views' }).update({ position: '7' })
    expect((await there().hold(owner, 1, wide)).own).toBe(1)
  })

  it('given a process that died with its places, then they are free after a while', async () => {
    const owner = randomUUID()
    const { hold } = await here().hold(owner, 50, wide)
    await test.database
      .knex('fleet.places')
      .where({ hold_id: hold })
      .update({ expires_at: new Date(0) })
    expect((await there().hold(owner, 1, wide)).own).toBe(0)
  })
})
