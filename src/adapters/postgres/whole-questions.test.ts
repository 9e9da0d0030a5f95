import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { wholeQuestions } from './whole-questions.ts'

describe('questions to the embedded database', () => {
  let embedded: PGlite
  let client: pg.Client
  let sent = 0
  beforeAll(async () => {
    embedded = await PGlite.create('memory://')
    const counted: Pick<PGlite, 'waitReady' | 'execProtocolStream'> = {
      waitReady: embedded.waitReady,
      execProtocolStream: (...given) => {
        sent += 1
        return embedded.execProtocolStream(...given)
      },
    }
    client = new pg.Client({ ...createPgConfig(wholeQuestions(counted) as PGlite) })
    await client.connect()
  }, 60_000)
  beforeEach(() => {
    sent = 0
  })
  afterAll(async () => {
    await client.end()
    await embedded.close()
  })
  const ask = async (sql: string, values?: readonly unknown[]) =>
    (await client.query<{ answer: unknown }>(sql, values === undefined ? undefined : [...values])).rows.map(({ answer }) => answer)

  it('given a question with values, then it goes in as one message', async () => {
    expect(await ask('select $1::int + 1 as answer', [41])).toEqual([42])
    expect(sent).toBe(1)
  })

  it('given a question without values, then it is one message as ever', async () => {
    expect(await ask('select 4 as answer')).toEqual([4])
    expect(sent).toBe(1)
  })

  it.each([
    ['that cannot be read', 'selec $1', '42601'],
    ['that fails on its way', 'select 1 / $1::int as answer', '22012'],
    ['with a value of another type', 'select $1::uuid as answer', '22P02'],
  ])('given a question %s, then it is told so, and the next one is answered', async (_, sql, code) => {
    await expect(ask(sql, [0])).rejects.toMatchObject({ code })
    expect(await ask('select $1::text as answer', ['next'])).toEqual(['next'])
  })

  it('given a named statement, then it is prepared once and asked again', async () => {
    const named = (value: number) =>
      client.query<{ answer: number }>({ name: 'twice', text: 'select $1::int * 2 as answer', values: [value] })
    expect((await named(4)).rows[0]?.answer).toBe(8)
    expect((await named(5)).rows[0]?.answer).toBe(10)
  })
})
