import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { ImageRow } from '../../../projections/images/images-query.ts'
import type { Database } from '../database.ts'
import { freshPglite } from '../test-database.ts'
import { imagesView } from './images-view.ts'
import { postgresTrashedImages } from './postgres-trashed-images.ts'
import { idOf, imageRows } from './test-rows.ts'
import { shownTable, viewsUnderTest } from './test-views.ts'
import { saveRows } from './view-table.ts'

const dayMs = 86_400_000
let database: Database
/** Days that each picture has lain in the trash by the database's clock; null for one that does not. */
const daysInTrash = [31, null, 29, 45, 60] as const

beforeAll(async () => {
  database = await freshPglite()
  await viewsUnderTest(database)
  const { rows } = await database.knex.raw<{ rows: { now: Date }[] }>('select clock_timestamp() as now')
  const nowMs = rows[0]?.now.getTime() ?? 0
  const [plain] = imageRows(1)
  if (plain === undefined) throw new Error('there should be a row')
  const images = daysInTrash.map((days, index): ImageRow => {
    const deletedAt = days === null ? null : new Date(nowMs - days * dayMs).toISOString()
    return { ...plain, id: idOf(index), rootImageId: idOf(index), deletedAt, erased: days === 60 }
  })
  await saveRows(database.knex, imagesView, shownTable('images'), images)
})
afterAll(() => database.close())

it('given a time, then what was trashed before it comes, the longest first, and neither living nor erased pictures', async () => {
  const trashed = postgresTrashedImages(database)
  const longer = async (days: number, limit = 10) => (await trashed.longerThan(days * dayMs, limit)).map(({ assetId }) => assetId)
  expect(await longer(30)).toEqual([idOf(3), idOf(0)])
  expect(await longer(28)).toEqual([idOf(3), idOf(0), idOf(2)])
  expect(await longer(28, 2)).toEqual([idOf(3), idOf(0)])
  expect(await longer(46)).toEqual([])
})

it('given an entry, then its moment is written as the event has it', async () => {
  const [entry] = await postgresTrashedImages(database).longerThan(30 * dayMs, 1)
  const row = await database
    .knex<{ id: string; deleted_at: Date }>('images')
    .where({ id: idOf(3) })
    .first()
  expect(entry?.deletedAt).toBe(row?.deleted_at.toISOString())
})
