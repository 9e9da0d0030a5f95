import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ImageRow, ImagesQuery } from '../../../projections/images/images-query.ts'
import type { Database } from '../database.ts'
import { postgresQueries } from './postgres-queries.ts'
import { idOf, imageRows, ownerIds } from './test-rows.ts'
import { databaseShowing } from './test-views.ts'

const [ada, bob] = ownerIds
/** A word that all of them have, one of every fiftieth, one of few, and one of more than are sorted by hand that is nowhere at either end. */
const crowd = imageRows(7_000).map((row, index): ImageRow => ({
  ...row,
  userId: index % 50 === 0 ? bob : ada,
  width: 640 + (index % 3) * 192,
  prompt: `a ${index % 50 === 9 ? 'gull on a' : index % 1_000 === 7 ? 'heron on a' : ''} pier ${index > 1_500 && index < 5_500 ? 'by night' : ''}`,
}))
let database: Database
let images: ImagesQuery

beforeAll(async () => {
  database = await databaseShowing({ images: crowd })
  images = postgresQueries(database).images
})
afterAll(() => database.close())

describe.each(['newest', 'oldest'] as const)('given a gallery, the %s first', (sort) => {
  it('the outline tells the shape and the time of every picture in the order of the ids', async () => {
    const rows = new Map(crowd.map((row) => [row.id, row]))
    const ids = await images.ids(ada, { sort, kind: 'edited' })
    const outline = await images.outline(ada, { sort, kind: 'edited' })
    expect(ids.length).toBeGreaterThan(500)
    expect(outline).toEqual(
      ids.map((id) => ({ id, width: rows.get(id)?.width, height: rows.get(id)?.height, createdAt: rows.get(id)?.createdAt })),
    )
  })

  it('a page behind any picture starts with its neighbour', async () => {
    const ids = await images.ids(ada, { sort })
    for (const place of [0, 59, 1_234, ids.length - 3]) {
      const { rows } = await images.list(ada, { sort }, { limit: 5, after: ids[place] ?? '' })
      expect(rows.map(({ id }) => id)).toEqual(ids.slice(place + 1, place + 6))
    }
    expect(await images.ids(ada, { sort }, ids[99])).toEqual(ids.slice(100))
  })

  it('pages behind a picture go on from cursor to cursor, though each request names the picture again', async () => {
    const ids = await images.ids(ada, { sort, kind: 'edited' })
    const after = ids[ids.length - 8] ?? ''
    const first = await images.list(ada, { sort, kind: 'edited' }, { limit: 4, after })
    const second = await images.list(ada, { sort, kind: 'edited' }, { limit: 4, after, cursor: first.nextCursor ?? '' })
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ids.slice(-7))
    expect(second.nextCursor).toBeNull()
  })

  it('a page behind a picture keeps to a period, wherever in it the picture lies', async () => {
    const created = new Map(crowd.map(({ id, createdAt }) => [id, createdAt]))
    const ids = await images.ids(ada, { sort })
    const [early = '', late = ''] = [created.get(ids[2_000] ?? '') ?? '', created.get(ids[4_000] ?? '') ?? ''].sort()
    const period = { sort, from: early, to: late }
    const within = await images.ids(ada, period)
    expect(within.length).toBeGreaterThan(1_500)
    for (const place of [1_000, 2_000, 3_000, 4_000, 5_000]) {
      const behind = new Set(ids.slice(place + 1))
      expect(await images.ids(ada, period, ids[place])).toEqual(within.filter((id) => behind.has(id)))
    }
  })

  it('and a picture that the list does not hold parts it all the same', async () => {
    const trashed = crowd.find(({ userId, deletedAt, erased }) => userId === ada && deletedAt !== null && !erased)
    const ids = await images.ids(ada, { sort }, trashed?.id)
    const all = await images.ids(ada, { sort })
    expect(all.slice(-ids.length)).toEqual(ids)
    expect(ids.length).toBeGreaterThan(0)
    expect(ids.length).toBeLessThan(all.length)
  })

  it('and a picture that is unknown, malformed or somebody else’s parts nothing', async () => {
    const [first] = await images.ids(ada, { sort })
    const [hers] = await images.ids(bob, { sort })
    for (const after of [idOf(999_999), "'", hers ?? '']) {
      const { rows } = await images.list(ada, { sort }, { limit: 1, after })
      expect(rows[0]?.id).toBe(first)
    }
  })

  it.each(['heron', 'pier', 'hero', 'nobody'])('pages of the word %j together are its ids', async (q) => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await images.list(ada, { q, sort }, { limit: 800, ...(cursor === '' ? {} : { cursor }) })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(await images.ids(ada, { q, sort }))
    expect(seen.length > 2_000).toBe(q === 'pier')
  })

  it.each(['gull', 'gu', 'night', 'pier night', 'heron'])('the first pages of the word %j are those of its ids', async (q) => {
    const ids = await images.ids(ada, { q, sort })
    const first = await images.list(ada, { q, sort }, { limit: 50 })
    const second = await images.list(ada, { q, sort }, { limit: 50, cursor: first.nextCursor ?? '' })
    expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, 50))
    if (ids.length > 100) expect(second.rows.map(({ id }) => id)).toEqual(ids.slice(50, 100))
    expect(ids.length > 2_000).toBe(q.includes('night'))
  })
})
