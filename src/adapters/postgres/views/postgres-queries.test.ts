import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { ImageFilter, ImageRow } from '../../../projections/images/images-query.ts'
import type { Queries } from '../../../projections/queries.ts'
import { views } from '../../../projections/views.ts'
import type { Database } from '../database.ts'
import { cursorOf } from './cursor.ts'
import { imagesView } from './images-view.ts'
import { postgresQueries } from './postgres-queries.ts'
import { postgresViewStore } from './postgres-view-store.ts'
import { characterIds, imageRows, jobRows, ownerIds, idOf } from './test-rows.ts'
import { databaseShowing, shownTable } from './test-views.ts'
import { saveRows } from './view-table.ts'

const images = imageRows(2_000)
const jobs = jobRows(400)
const [ada, bob] = ownerIds
let database: Database
let queries: Queries

beforeAll(async () => {
  database = await databaseShowing({ images, jobs })
  queries = postgresQueries(database)
})
afterAll(() => database.close())

describe('images', () => {
  it('given any filter, then the rows are those that a plain loop finds, in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(...ownerIds), async (filter, owner) => {
        const { rows, nextCursor } = await queries.images.list(owner, filter, {})
        const wanted = found(owner, filter)
        expect(rows.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
        expect(nextCursor).toBeNull()
        expect(await queries.images.ids(owner, filter)).toEqual(wanted.map(({ id }) => id))
      }),
      { numRuns: 60 },
    )
  })

  it('given any page size, then the pages together are the whole list, each row once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 60, max: 700 }), fc.constantFrom('newest', 'oldest'), async (limit, sort) => {
        const seen: string[] = []
        for (let cursor: string | null = ''; cursor !== null;) {
          const page = await queries.images.list(ada, { sort }, { limit, ...(cursor === '' ? {} : { cursor }) })
          expect(page.rows.length).toBeLessThanOrEqual(limit)
          seen.push(...page.rows.map(({ id }) => id))
          cursor = page.nextCursor
        }
        expect(seen).toEqual(found(ada, { sort }).map(({ id }) => id))
      }),
      { numRuns: 12 },
    )
  })

  it('given a row is added before the cursor, then the next page neither repeats nor skips one', async () => {
    const first = await queries.images.list(bob, {}, { limit: 10 })
    const newest = { ...(images[1] as ImageRow), id: idOf(900_001), rootImageId: idOf(900_001), createdAt: '2027-01-01T00:00:00.000Z' }
    await saveRows(database.knex, imagesView, shownTable('images'), [newest])
    const second = await queries.images.list(bob, {}, { limit: 10, cursor: first.nextCursor ?? '' })
    await database.knex(shownTable('images')).where({ id: newest.id }).delete()
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(
      found(bob, {})
        .slice(0, 20)
        .map(({ id }) => id),
    )
  })

  it.each([
    ['not one at all', 'ceci-n-est-pas'],
    ['empty', ''],
    ['of jobs', cursorOf('jobs', { at: '2026-01-01T00:00:00.000Z', id: idOf(1) })],
    ['of the other order', cursorOf('images-oldest', { at: '2026-01-01T00:00:00.000Z', id: idOf(1) })],
    ['of a year that PostgreSQL cannot read', cursorOf('images-newest', { at: '+275760-09-12T00:00:00.000Z', id: idOf(1) })],
    ['of the year 0', cursorOf('images-newest', { at: '0000-01-01T00:00:00.000Z', id: idOf(1) })],
    ['of a year that is another in UTC', cursorOf('images-newest', { at: '9999-12-31T23:00:00-02:00', id: idOf(1) })],
    ['of a year 1 that is 0 in UTC', cursorOf('images-newest', { at: '0001-01-01T00:00:00+02:00', id: idOf(1) })],
    ['with a wild date', cursorOf('images-newest', { at: 'tomorrow', id: idOf(1) })],
    ['with a wild id', cursorOf('images-newest', { at: '2026-01-01T00:00:00.000Z', id: "'; drop table users" })],
  ])('given a cursor %s, then the first page comes', async (_what, cursor) => {
    const { rows } = await queries.images.list(ada, {}, { limit: 5, cursor })
    expect(rows.map(({ id }) => id)).toEqual(
      found(ada, {})
        .slice(0, 5)
        .map(({ id }) => id),
    )
  })

  it('given any filter, then each facet counts what its choice would leave under all others', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(...ownerIds), async (filter, owner) => {
        const left = (change: ImageFilter): number => found(owner, { ...filter, ...change }).length
        const leftOf = (values: readonly string[], changeTo: (value: never) => ImageFilter): Record<string, number> =>
          Object.fromEntries(values.map((value) => [value, left(changeTo(value as never))] as const).filter(([, count]) => count > 0))
        expect(await queries.images.facets(owner, filter)).toEqual({
          character: leftOf(characterIds, (characterId) => ({ characterId })),
          scene: leftOf(['night_out', 'beach_day', 'cozy_home'], (scene) => ({ scenes: [scene] })),
          environment: leftOf(['cafe', 'beach'], (environment) => ({ environment })),
          aspectRatio: leftOf(['1:1', '9:16', '2:3'], (aspectRatio) => ({ aspectRatio })),
          kind: leftOf(['generated', 'edited', 'uploaded'], (kind) => ({ kind })),
          favourites: left({ favourite: true }),
        })
      }),
      {
        numRuns: 60,
        examples: [
          [{}, ada],
          [{ scenes: ['night_out'], favourite: true }, bob],
          [{ scenes: ['night_out', 'cozy_home'], kind: 'generated' }, ada],
          [{ q: 'golden', kind: 'edited' }, ada],
        ],
      },
    )
  })

  it('given a row, then it reads back as it was projected', async () => {
    for (const image of images.slice(0, 200)) {
      expect(await queries.images.find(image.userId, image.id)).toEqual(image.erased ? null : image)
    }
  })

  it('given somebody else, an unknown or a malformed id, then there is nothing', async () => {
    const hers = found(ada, {})[0] as ImageRow
    for (const id of [hers.id, idOf(999_999), 'x', "'", '']) {
      expect(await queries.images.find(bob, id)).toBeNull()
      expect(await queries.images.tree(bob, id)).toEqual([])
      expect(await queries.images.ofJob(bob, id)).toEqual([])
    }
    expect(await queries.images.list('nobody', {}, {})).toEqual({ rows: [], nextCursor: null })
    expect(await queries.images.list(ada, { characterId: 'none' }, {})).toEqual({ rows: [], nextCursor: null })
  })

  it('given any member of a tree, then the whole tree comes, parents first, erased ones included', async () => {
    const child = images.find(({ userId, depth }) => userId === ada && depth === 2) as ImageRow
    const family = images.filter(({ rootImageId }) => rootImageId === child.rootImageId)
    const tree = await queries.images.tree(ada, child.id)
    expect(new Set(tree.map(({ id }) => id))).toEqual(new Set(family.map(({ id }) => id)))
    tree.forEach((row, index) => {
      if (row.sourceImageId !== null) expect(tree.slice(0, index).map(({ id }) => id)).toContain(row.sourceImageId)
    })
    expect(await queries.images.tree(ada, child.rootImageId)).toEqual(tree)
  })

  it('given the pictures of a job, then they come by output index', async () => {
    const job = images.find(({ userId, jobId, erased }) => userId === ada && jobId !== null && !erased) as ImageRow
    const rows = await queries.images.ofJob(ada, job.jobId ?? '')
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.map(({ outputIndex }) => outputIndex)).toEqual([...rows.map(({ outputIndex }) => outputIndex)].sort())
  })

  it.each([
    ['banana', true],
    ['BANANA', true],
    ['golden bana', true],
    ['bana golden', false],
    ['anana', false],
    ["it's", true],
    ["d'or", true],
    ['écharpe', true],
    ['écharpe'.normalize('NFD'), true],
    ['帽子', true],
    ["' | !", false],
    ['\\', false],
    ['nowhere-to-be-found', false],
    ['golden nowhere', false],
    ['date-night', true],
    ['3.5', true],
    [`${'long '.repeat(50)}`, false],
  ])('given the words %j, then pictures are found: %s', async (q, any) => {
    const { rows } = await queries.images.list(ada, { q }, {})
    expect(rows.length > 0).toBe(any)
  })
})

describe('changes and positions', () => {
  it('given pages of any size, then every change of the owner comes once, jobs and pictures merged by position', async () => {
    const wanted = [...images, ...jobs]
      .filter(({ userId }) => userId === ada)
      .map(({ position }) => position)
      .sort((one, other) => Number(one - other))
    const seen: bigint[] = []
    for (let after = 0n; ; after = seen.at(-1) ?? 0n) {
      const changes = await queries.views.changesAfter([ada], after, 97)
      if (changes.length === 0) break
      seen.push(...changes.map(({ position }) => position))
    }
    expect(seen).toEqual(wanted)
    const [first] = await queries.views.changesAfter([ada], 0n, 1)
    expect(first?.row).toEqual(
      first?.kind === 'image' ? images.find(({ id }) => id === first.row.id) : jobs.find(({ id }) => id === first?.row.id),
    )
  })

  it('given several owners, then their changes come in one order, and no more of them than were asked for', async () => {
    const own = async (owners: readonly string[], limit: number) =>
      (await queries.views.changesAfter(owners, 0n, limit)).map(({ position }) => position)
    const merged = [...(await own([ada], 1_000)), ...(await own([bob], 1_000))].sort((one, other) => Number(one - other))
    expect(await own([ada, bob], 1_000)).toEqual(merged.slice(0, 1_000))
    expect(await own([bob, 'nobody', ada], 5)).toEqual(merged.slice(0, 5))
    expect(await own(['nobody'], 5)).toEqual([])
  })

  it('given views that trail, when somebody waits, then a move wakes them, and a timeout says what is missing', async () => {
    const store = postgresViewStore(database)
    const before = await queries.views.position()
    expect(await queries.views.waitFor(before + 5n, 30)).toBe(5n)
    expect(await queries.views.waitFor(before, 0)).toBe(0n)
    const waiting = queries.views.waitFor(before + 5n, 20_000)
    let moved = 0
    const unsubscribe = queries.views.onMoved(() => (moved += 1))
    await store.apply(views, before, [], before + 5n)
    expect(await waiting).toBe(0n)
    expect(moved).toBe(1)
    unsubscribe()
  })
})

const filters: fc.Arbitrary<ImageFilter> = fc.record(
  {
    characterId: fc.constantFrom(...characterIds),
    scenes: fc.subarray(['night_out', 'beach_day', 'cozy_home'], { minLength: 1 }),
    environment: fc.constantFrom('cafe', 'beach'),
    outfit: fc.constantFrom('hoodie', 'evening gown'),
    aspectRatio: fc.constantFrom('1:1', '9:16', '2:3'),
    qualityMode: fc.constantFrom('draft', 'hq'),
    kind: fc.constantFrom('generated', 'edited', 'uploaded'),
    favourite: fc.boolean(),
    from: fc.constantFrom('2026-01-01T00:10:00.000Z', '2026-01-01T00:05:00Z'),
    to: fc.constantFrom('2026-01-01T00:20:00.000Z', '2026-01-01T00:15:00Z'),
    q: fc.constantFrom('banana', 'golden'),
    trash: fc.boolean(),
    sort: fc.constantFrom('newest', 'oldest'),
  },
  { requiredKeys: [] },
)

function found(owner: string, filter: ImageFilter): readonly ImageRow[] {
  const same: readonly (keyof ImageFilter & keyof ImageRow)[] = [
    'characterId',
    'environment',
    'outfit',
    'aspectRatio',
    'qualityMode',
    'favourite',
  ]
  const rows = images.filter(
    (row) =>
      row.userId === owner &&
      !row.erased &&
      (row.deletedAt !== null) === (filter.trash ?? false) &&
      same.every((field) => filter[field] === undefined || filter[field] === row[field]) &&
      (filter.scenes === undefined || filter.scenes.includes(row.scene)) &&
      (filter.kind === undefined || filter.kind === row.origin) &&
      (filter.from === undefined || row.createdAt >= new Date(filter.from).toISOString()) &&
      (filter.to === undefined || row.createdAt < new Date(filter.to).toISOString()) &&
      (filter.q === undefined || `${row.prompt} ${row.userPrompt} ${row.editPrompt}`.includes(filter.q)),
  )
  const direction = filter.sort === 'oldest' ? 1 : -1
  return rows.sort((one, other) => (one.createdAt + one.id < other.createdAt + other.id ? -direction : direction))
}
