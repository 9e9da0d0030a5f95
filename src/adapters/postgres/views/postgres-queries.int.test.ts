import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { views } from '../../../projections/views.ts'
import { freshPostgres, plansOf, type TestDatabase } from '../test-database.ts'
import { jobStatusView } from './job-status-view.ts'
import { postgresQueries } from './postgres-queries.ts'
import { postgresViewStore } from './postgres-view-store.ts'
import { characterIds, idOf, imageRows, jobRows, ownerIds } from './test-rows.ts'
import { saveImages, shownTable } from './test-views.ts'
import { saveRows } from './view-table.ts'

const [ada] = ownerIds
const [characterId] = characterIds
let fresh: TestDatabase

beforeAll(async () => {
  fresh = await freshPostgres()
  const { knex } = fresh.database
  await postgresViewStore(fresh.database).open(views)
  // Ada is one of many: a table with one owner is read whole, and rightly so.
  const images = imageRows(30_000).map((row, index) => (index < 28_000 ? { ...row, userId: idOf(100 + (index % 40)) } : row))
  const jobs = jobRows(10_000).map((row, index) =>
    index < 9_000 ? { ...row, userId: idOf(100 + (index % 40)), state: 'completed' as const } : row,
  )
  for (let at = 0; at < images.length; at += 5_000) await saveImages(knex, images.slice(at, at + 5_000))
  await saveRows(knex, jobStatusView, shownTable('job_status'), jobs)
  await knex.raw(`vacuum analyze ${(['images', 'image_counts', 'job_status'] as const).map(shownTable).join()}`)
}, 120_000)
afterAll(() => fresh.drop())

describe('given 30,000 pictures and 10,000 jobs of many people', () => {
  const page = { limit: 50 }
  const asked: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['the owner page', () => images().list(ada, {}, page)],
    ['the next owner page', async () => images().list(ada, {}, { ...page, cursor: (await images().list(ada, {}, page)).nextCursor ?? '' })],
    ['the oldest first', () => images().list(ada, { sort: 'oldest' }, page)],
    ['a character', () => images().list(ada, { characterId }, page)],
    ['the favourites', () => images().list(ada, { favourite: true }, page)],
    ['the trash', () => images().list(ada, { trash: true }, page)],
    ['a time', () => images().list(ada, { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }, page)],
    ['a word that few have', () => images().list(ada, { q: 'unheard' }, page)],
    ['a word that many have', () => images().list(ada, { q: 'golden' }, page)],
    ['a scene', () => images().list(ada, { scenes: ['night_out'] }, page)],
    ['several scenes', () => images().list(ada, { scenes: ['night_out', 'cozy_home'] }, page)],
    ['a scene that nobody chose', () => images().list(ada, { scenes: ['beach_walk'] }, page)],
    ['an environment', () => images().list(ada, { environment: 'office' }, page)],
    ['an outfit', () => images().list(ada, { outfit: 'kimono' }, page)],
    ['a shape', () => images().list(ada, { aspectRatio: '16:9' }, page)],
    ['a quality', () => images().list(ada, { qualityMode: 'none' }, page)],
    ['the uploads', () => images().list(ada, { kind: 'uploaded' }, page)],
    ['a page behind a picture', () => images().list(ada, {}, { ...page, after: idOf(30_000) })],
    ['all ids', () => images().ids(ada, {})],
    ['the outline', () => images().outline(ada, {})],
    ['the facets', () => images().facets(ada, { scenes: ['night_out'] })],
    ['the facets of a word', () => images().facets(ada, { q: 'golden' })],
    ['the facets of a time', () => images().facets(ada, { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' })],
    ['the facets of the trash', () => images().facets(ada, { trash: true })],
    ['one picture', () => images().find(ada, idOf(30_000))],
    ['a tree', () => images().tree(ada, idOf(30_500))],
    ['the pictures of a job', () => images().ofJob(ada, idOf(500_000 + 4_200))],
    ['the jobs', () => jobs().list(ada, page)],
    ['the active jobs', () => jobs().list(ada, { ...page, active: true })],
    ['one job', () => jobs().find(ada, idOf(709_500))],
    ['the line', () => jobs().waiting(ada)],
    ['a place in the line', () => jobs().placeInLine(idOf(709_505))],
    ['the typical time', () => jobs().typicalSeconds(ada, 'edit')],
    ['the changes', () => postgresQueries(fresh.database).views.changesAfter([ada], 55_000n, 100)],
  ]

  it.each(asked)('%s: no table is read whole', async (_what, ask) => {
    const plans = await plansOf(fresh.database, ask)
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan/)
  })

  it('and the check itself sees a table that is read whole', async () => {
    const [plan] = await plansOf(fresh.database, () => fresh.database.knex('images').where({ scene: 'night_out' }))
    expect(plan).toMatch(/Seq Scan/)
  })

  const images = () => postgresQueries(fresh.database).images
  const jobs = () => postgresQueries(fresh.database).jobs
})
