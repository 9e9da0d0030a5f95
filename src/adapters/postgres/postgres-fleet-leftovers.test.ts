import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Clock } from '../../application/ports/clock.ts'
import { sweepFleet } from '../../application/processes/sweep-fleet.ts'
import { silentLog } from '../memory/test-world.ts'
import type { Database } from './database.ts'
import { postgresFleetLeftovers } from './postgres-fleet-leftovers.ts'
import { freshPglite } from './test-database.ts'

describe('what a fleet leaves lying', () => {
  let database: Database
  beforeAll(async () => {
    database = await freshPglite()
  })
  afterAll(() => database.close())

  it('given previews of dead workers and windows that are over, then they go, and what is in use stays', async () => {
    const [dead, alive] = [randomUUID(), randomUUID()]
    const preview = { rev: 1, mime: 'image/jpeg', picture: Buffer.from([1]) }
    await database.knex('fleet.previews').insert({ ...preview, job_id: dead, saved_at: minutesFromNow(-61) })
    await database.knex('fleet.previews').insert({ ...preview, job_id: alive, saved_at: minutesFromNow(-1) })
    await database.knex('fleet.counts').insert({ key: 'over', hits: 1, ends_at: minutesFromNow(-1) })
    await database.knex('fleet.counts').insert({ key: 'running', hits: 1, ends_at: minutesFromNow(1) })
    await postgresFleetLeftovers(database).sweep()
    expect(await database.knex('fleet.previews').pluck('job_id')).toEqual([alive])
    expect(await database.knex('fleet.counts').pluck('key')).toEqual(['running'])
  })

  it('given an outage, then it is swept again later, until told to stop', async () => {
    const stopping = new AbortController()
    const slept: number[] = []
    let sweeps = 0
    const sweep = async (): Promise<void> => {
      sweeps += 1
      if (sweeps === 1) throw new Error('not now')
      stopping.abort()
    }
    const clock: Clock = { now: () => 0, sleep: async (ms) => void slept.push(ms) }
    await sweepFleet({ fleetLeftovers: { sweep }, clock, log: silentLog }, { everyMs: 7 }, stopping.signal)
    expect([sweeps, slept]).toEqual([2, [7, 7]])
  })

  const minutesFromNow = (minutes: number): Date => new Date(Date.now() + minutes * 60_000)
})
