import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { freshPostgres, type TestDatabase } from '../test-database.ts'
import { copyIn, lineOf } from './copy-in.ts'

let fresh: TestDatabase
beforeAll(async () => {
  fresh = await freshPostgres()
  await fresh.database.knex.raw(
    'create table odd (id int primary key, words text, list text[], facts jsonb, numbers int[], yes boolean, big bigint)',
  )
})
afterAll(() => fresh.drop())

const words = [
  null,
  '',
  '\\N',
  '\\.',
  'NULL',
  'a tab\there',
  'two\nlines\r\n',
  `"quoted" and 'so'`,
  'back\\slash\\',
  '{a,b}',
  'été 帽子 😀',
  ' ',
]

const insert = (rows: readonly (readonly unknown[])[]) =>
  fresh.database.knex.transaction((trx) =>
    copyIn(trx, 'odd', ['id', 'words', 'list', 'facts', 'numbers', 'yes', 'big'], rows.map(lineOf).join('')),
  )

describe('copying rows in', () => {
  it('given texts of every odd kind, alone, in lists and in JSON, then they lie in the table as they were', async () => {
    const lists = words.map((word) => (word === null ? [] : [word, 'and more', word]))
    const rows = words.map((word, id) => [id, word, lists[id], { word }, [id, -id], id % 2 === 0, 2n ** 53n - BigInt(id)])
    await insert(rows)
    const stored = await fresh.database.knex('odd').select('*').orderBy('id')
    expect(stored).toEqual(
      words.map((word, id) => ({
        id,
        words: word,
        list: lists[id],
        facts: { word },
        numbers: [id, id === 0 ? 0 : -id],
        yes: id % 2 === 0,
        big: String(2n ** 53n - BigInt(id)),
      })),
    )
  })

  it('given a row that the table refuses, then nothing of it is there, the error has its code, and the connection goes on', async () => {
    await expect(
      insert([
        [100, null, [], {}, [], true, 1n],
        ['no number', null, [], {}, [], true, 1n],
      ]),
    ).rejects.toMatchObject({ code: '22P02' })
    await insert([[101, null, [], {}, [], true, 1n]])
    expect(await fresh.database.knex('odd').where('id', '>=', 100).pluck('id')).toEqual([101])
  })
})
