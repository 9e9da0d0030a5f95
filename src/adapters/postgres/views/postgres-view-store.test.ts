import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { historyOf } from '../../../projections/histories.contract.ts'
import { busyTape, pagesOf, viewStoreContract } from '../../../projections/view-store.contract.ts'
import { insights, views } from '../../../projections/views.ts'
import type { Database } from '../database.ts'
import { freshPglite } from '../test-database.ts'
import { postgresQueries } from './postgres-queries.ts'
import { clearViews, shownTable, viewsUnderTest } from './test-views.ts'

let database: Database
beforeAll(async () => {
  database = await freshPglite()
})
afterAll(() => database.close())

viewStoreContract('PGlite', 12, views, () => viewsUnderTest(database))
viewStoreContract('PGlite', 12, insights, () => viewsUnderTest(database, insights))

describe('the stable views', () => {
  it('given a projection held back anywhere in the log, then no job is completed without its pictures', async () => {
    const { store } = await viewsUnderTest(database)
    await clearViews(database.knex)
    let after = 0n
    let completed = 0
    for (const { events, scannedTo } of pagesOf(historyOf(busyTape.slice(0, 1_500)), [7, 1, 3])) {
      await store.apply(views, after, events, scannedTo)
      after = scannedTo
      const { rows } = await database.knex.raw<{ rows: { ended: string; incomplete: string }[] }>(`
        select count(*) as ended, count(*) filter (where cardinality(image_ids) = 0 or exists (
          select from unnest(image_ids) wanted where wanted not in (select id from images))) as incomplete
        from job_status where state = 'completed'`)
      completed = Number(rows[0]?.ended)
      expect(Number(rows[0]?.incomplete)).toBe(0)
    }
    expect(completed).toBeGreaterThan(5)
  })

  it('has the promised columns, and the seed metadata cannot be missing', async () => {
    await viewsUnderTest(database)
    const { rows } = await database.knex.raw<{ rows: { column_name: string; is_nullable: string }[] }>(
      "select column_name, is_nullable from information_schema.columns where table_schema || '.' || table_name = ?",
      [shownTable('images')],
    )
    const nullable = new Map(rows.map((row) => [row.column_name, row.is_nullable]))
    const promised =
      'character_id user_id s3_key s3_url thumbnail_key thumbnail_url prompt negative_prompt seed status width height generation_error ' +
      'source_image_id edit_type edit_mask_s3_key edit_prompt scene environment outfit aspect_ratio quality_mode nsfw mask_coverage_pct created_at'
    expect([...nullable.keys()]).toEqual(expect.arrayContaining(promised.split(' ')))
    for (const column of ['scene', 'environment', 'outfit', 'aspect_ratio', 'quality_mode', 'nsfw', 'status', 's3_key'])
      expect(nullable.get(column)).toBe('NO')
    const shown = await database.knex.raw<{ rows: { name: string }[] }>("select viewname as name from pg_views where schemaname = 'public'")
    expect(shown.rows.map(({ name }) => name).sort()).toEqual([
      'activity',
      'characters',
      'image_counts',
      'images',
      'job_status',
      'mask_coverage',
    ])
  })

  it('given a child picture, then its source is one of the table, and an edit of an nsfw picture is nsfw', async () => {
    const { store, clear } = await viewsUnderTest(database)
    await clear()
    const log = historyOf(busyTape)
    const last = log.at(-1)?.position ?? 0n
    await store.apply(views, 0n, log, last)
    await database.knex.raw(`update ${shownTable('images')} set nsfw = true where depth = 0`)
    const queries = postgresQueries(database)
    const edits = await database
      .knex('images')
      .whereNotNull('source_image_id')
      .select('id', 'source_image_id', 'job_id', 'user_id', 'depth')
    expect(edits.length).toBeGreaterThan(3)
    const [edit] = edits.filter(({ depth, job_id }) => depth === 1 && job_id !== null)
    expect((await queries.jobs.find(edit.user_id, edit.job_id))?.nsfw).toBe(true)
    await expect(database.knex(shownTable('images')).where({ id: edit.source_image_id }).delete()).rejects.toMatchObject({ code: '23503' })
  })

  it('given an event that cannot be a row, then the error says where and quotes nothing of it', async () => {
    const { store, clear } = await viewsUnderTest(database)
    await clear()
    const created = historyOf(busyTape).find(({ type }) => type === 'CharacterCreated')
    if (created === undefined) throw new Error('the history has no character')
    const data = { ...created.data, characterId: 'a very private word' }
    const apply = store.apply(views, 0n, [{ ...created, data }], created.position)
    await expect(apply).rejects.toThrow(/^the database refused with SQLSTATE 22P02/)
    expect((await store.open(views)).position).toBe(0n)
  })

  it('given a new version that stands before what is shown, then it is not shown until it has caught up', async () => {
    const { store, clear } = await viewsUnderTest(database)
    await clear()
    const next = { ...views, projections: views.projections.map((one) => ({ ...one, version: one.version + 1 })) }
    const log = historyOf(busyTape)
    const [before, last] = log.slice(-2).map(({ position }) => position)
    if (before === undefined || last === undefined) throw new Error('the history is too short')
    await store.apply(views, 0n, log, last)
    await store.open(next)
    await store.apply(next, 0n, log.slice(0, -1), before)
    await store.prepare(next)
    expect(await store.show(next)).toBe('behind')
    expect(await store.open(next)).toMatchObject({ position: before, status: 'rebuilding' })
    await store.apply(next, before, log.slice(-1), last)
    expect(await store.show(next)).toBe('shown')
    expect(await store.open(next)).toMatchObject({ position: last, status: 'running' })
  })
})
