import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { LogRecord } from '../../application/ports/log-records.ts'
import type { Database } from './database.ts'
import { askedOfCopy, postgresLogCopy, prepareLogCopy, refuseLogCopy, type LogSource } from './postgres-log-copy.ts'
import { postgresLogRecords } from './postgres-log-records.ts'
import { freshPglite } from './test-database.ts'

let database: Database
beforeAll(async () => {
  database = await freshPglite()
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.knex.raw("begin; set local es.maintenance = 'on'; truncate es.events, es.streams, es.checkpoints; commit")
})

/** A log of another store: positions in bytes, three events a stream. */
function sourceOf(count: number): LogSource & { readonly log: LogRecord[] } {
  const log = Array.from({ length: count }, (_, at) => recordAt(at))
  return {
    log,
    head: async () => log.at(-1)?.position ?? 0n,
    async page(after, limit) {
      const rows = log.filter(({ position }) => position > after).slice(0, limit)
      return { rows, scannedTo: rows.at(-1)?.position ?? after }
    },
  }
}

const recordAt = (at: number): LogRecord => ({
  position: BigInt(at * 137 + 64),
  stream: `editJob-${Math.floor(at / 3)}`,
  revision: BigInt(at % 3),
  eventId: randomUUID(),
  type: 'Planted',
  schemaVersion: 1,
  data: { at },
  meta: { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } },
  recordedAt: '2030-01-01T00:00:00.000Z',
})

describe('a copy of the log', () => {
  it('given more events than a page, and more of them later, then each is there once, as it lies in the log', async () => {
    const source = sourceOf(1_201)
    await prepareLogCopy(database, source)
    const copy = postgresLogCopy(database, source)
    await copy.catchUp()
    source.log.push(recordAt(1_201), recordAt(1_202))
    await Promise.all([copy.catchUp(), copy.catchUp(), postgresLogCopy(database, source).catchUp()])
    const records = postgresLogRecords(database)
    const copied = [...(await records.page(0n, 1_000)), ...(await records.page(source.log[999]?.position ?? 0n, 1_000))]
    expect(copied.map(toTheMillisecond)).toEqual(source.log)
    expect(await records.faults()).toEqual([])
  })

  it('given a question, then it is answered after everything that was in the log when it was asked', async () => {
    const source = sourceOf(2)
    await prepareLogCopy(database, source)
    const records = askedOfCopy.logRecords(postgresLogRecords(database), postgresLogCopy(database, source))
    expect(await records.stats()).toMatchObject({ events: 2 })
    source.log.push(recordAt(2))
    expect(await records.page(0n, 10)).toHaveLength(3)
    await expect(records.restore([], noPages())).rejects.toThrow('EventStoreDB')
  })

  it('given a view that passes the copy while it is compared, then that is no fault; given one that is ahead of the log, it is', async () => {
    const source = sourceOf(2)
    await prepareLogCopy(database, source)
    const [own, copy] = [postgresLogRecords(database), postgresLogCopy(database, source)]
    const passing = own.faults
    let looks = 0
    const faults = async () => {
      looks += 1
      if (looks === 1) {
        source.log.push(recordAt(2))
        await database.knex('es.checkpoints').insert({ subscription: 'process:jobs', position: String(recordAt(2).position) })
      }
      return passing()
    }
    expect(await askedOfCopy.logRecords({ ...own, faults }, copy).faults()).toEqual([])
    await database.knex('es.checkpoints').where({ subscription: 'process:jobs' }).update({ position: '999999' })
    const expected = [{ fault: 'checkpoint-beyond-head', about: 'process:jobs' }]
    expect(await askedOfCopy.logRecords(own, copy).faults()).toEqual(expected)
  })

  it('given a database that has a log of its own, then it takes no copy', async () => {
    const source = sourceOf(2)
    await prepareLogCopy(database, source)
    await postgresLogCopy(database, source).catchUp()
    await database.knex('es.checkpoints').delete()
    await expect(prepareLogCopy(database, source)).rejects.toMatchObject({ name: 'LogDoesNotFit' })
    await refuseLogCopy(database)
  })

  it('given a copy, then the database does not pass as a log', async () => {
    await refuseLogCopy(database)
    await prepareLogCopy(database, sourceOf(0))
    await expect(refuseLogCopy(database)).rejects.toMatchObject({ name: 'LogDoesNotFit' })
  })

  it('given a log that was put back from an older copy, then there is no start with what was read beyond it', async () => {
    const source = sourceOf(5)
    await prepareLogCopy(database, source)
    await postgresLogCopy(database, source).catchUp()
    source.log.pop()
    await expect(prepareLogCopy(database, source)).rejects.toMatchObject({ name: 'LogDoesNotFit' })
  })

  it('given a process that has read beyond the log, then there is no start either', async () => {
    await prepareLogCopy(database, sourceOf(1))
    await database.knex('es.checkpoints').insert({ subscription: 'process:jobs', position: '65' })
    await expect(prepareLogCopy(database, sourceOf(1))).rejects.toMatchObject({ name: 'LogDoesNotFit' })
  })
})

const toTheMillisecond = (record: LogRecord): LogRecord => ({ ...record, recordedAt: new Date(record.recordedAt).toISOString() })

async function* noPages(): AsyncGenerator<readonly LogRecord[]> {
  yield []
}
