import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { StoredEvent } from '../codec/stored-event.ts'
import { appendBatchSql, arraysOf, judgedAppends, waitingAppend, type AppendRow, type WaitingAppend } from './append-batch.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { testMigrations } from './test-database.ts'

const event = (eventId: string = randomUUID(), data: object = {}): StoredEvent => ({
  eventId,
  type: 'Tested',
  schemaVersion: 1,
  data,
  meta: { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } },
})

describe('a batch of appends', () => {
  let database: Database
  beforeAll(async () => {
    database = await openPglite(null)
    await migrate(database, testMigrations)
  }, 60_000)
  afterAll(() => database.close())

  async function judged(...batch: WaitingAppend[]) {
    const { rows }: { rows: AppendRow[] } = await database.knex.raw(appendBatchSql, arraysOf(batch))
    return { appends: judgedAppends(batch, rows), inOneGo: rows[0]?.index === null }
  }
  const revisionsOf = async (stream: string): Promise<readonly number[]> =>
    (await database.knex('es.events').where({ stream_id: stream }).orderBy('position').pluck('revision')).map(Number)

  it('given streams that are where they are expected, new and known, then all are stored in one go, in the order of the batch', async () => {
    const [known, fresh] = [`t-${randomUUID()}`, `t-${randomUUID()}`]
    const first = await judged(waitingAppend(known, 'no-stream', [event(), event()]))
    expect(first).toMatchObject({ appends: [{ status: 'stored', revision: 1n }], inOneGo: true })
    const from = first.appends[0]?.position ?? 0n
    expect(await judged(waitingAppend(fresh, 'no-stream', [event()]), waitingAppend(known, 1n, [event(), event(), event()]))).toEqual({
      appends: [
        { status: 'stored', revision: 0n, position: from + 1n },
        { status: 'stored', revision: 4n, position: from + 4n },
      ],
      inOneGo: true,
    })
    expect([await revisionsOf(known), await revisionsOf(fresh)]).toEqual([[0, 1, 2, 3, 4], [0]])
  })

  it('given one that is not, then each is judged by itself, and what was written in one go leaves no trace', async () => {
    const [stale, repeated, twice, closed] = Array.from({ length: 4 }, () => `t-${randomUUID()}`) as [string, string, string, string]
    const again = waitingAppend(repeated, 'no-stream', [event()])
    await judged(waitingAppend(stale, 'no-stream', [event()]), again, waitingAppend(closed, 'no-stream', [event()]))
    await database.knex('es.streams').where({ stream_id: closed }).update({ closed: true })
    const { appends, inOneGo } = await judged(
      waitingAppend(twice, 'no-stream', [event()]),
      waitingAppend(stale, 'no-stream', [event()]),
      again,
      waitingAppend(twice, 0n, [event(), event()]),
      waitingAppend(closed, 0n, [event()]),
      waitingAppend(`t-${randomUUID()}`, 3n, [event()]),
    )
    expect(inOneGo).toBe(false)
    expect(appends.map(({ status, revision }) => [status, revision])).toEqual([
      ['stored', 0n],
      ['conflict', 0n],
      ['duplicate', 0n],
      ['stored', 2n],
      ['closed', 0n],
      ['conflict', -1n],
    ])
    expect([await revisionsOf(twice), await revisionsOf(stale), await revisionsOf(repeated)]).toEqual([[0, 1, 2], [0], [0]])
  })

  it('given an append to what only a later one of the batch begins, then it is refused, as it would be alone', async () => {
    const stream = `t-${randomUUID()}`
    const { appends } = await judged(waitingAppend(stream, 0n, [event()]), waitingAppend(stream, 'no-stream', [event()]))
    expect(appends.map(({ status, revision }) => [status, revision])).toEqual([
      ['conflict', -1n],
      ['stored', 0n],
    ])
  })

  it('given an id that another stream has, or an append of no events, then the statement raises', async () => {
    const taken = event()
    await judged(waitingAppend(`t-${randomUUID()}`, 'no-stream', [taken]))
    await expect(judged(waitingAppend(`t-${randomUUID()}`, 'no-stream', [taken]))).rejects.toMatchObject({ code: 'ES004' })
    await expect(judged(waitingAppend(`t-${randomUUID()}`, 'no-stream', []))).rejects.toMatchObject({ code: 'ES002' })
  })

  it('given text that means something in arrays and in JSON, then it is stored as it is', async () => {
    const data = { text: 'a "quoted" {brace}, a \\ and \\" both, \n a line, null, ü, 🎈', list: ['{', '}'], none: null }
    const stream = 't-"{odd}", \\ name'
    await judged(waitingAppend(stream, 'no-stream', [event(undefined, data)]))
    expect(await database.knex('es.events').where({ stream_id: stream }).pluck('data')).toEqual([data])
  })
})
