import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ActivityRow } from '../../../projections/activity/activity-query.ts'
import type { MaskCoverageRow } from '../../../projections/mask-coverage/mask-coverage-query.ts'
import { insights } from '../../../projections/views.ts'
import type { Database } from '../database.ts'
import { freshPglite } from '../test-database.ts'
import { activityQueries } from './activity-queries.ts'
import { activityView } from './activity-view.ts'
import { maskCoverageQueries } from './mask-coverage-queries.ts'
import { maskCoverageView } from './mask-coverage-view.ts'
import { postgresViewStore } from './postgres-view-store.ts'
import { idOf } from './test-rows.ts'
import { saveRows } from './view-table.ts'

const [ada, bob] = [idOf(1), idOf(2)]
const [mia, zoe] = [idOf(11), idOf(12)]

let database: Database
beforeAll(async () => {
  database = await freshPglite()
  await postgresViewStore(database).open(insights)
  await saveRows(database.knex, maskCoverageView, 'rm.mask_coverage_v1_1', coverageRows)
  await saveRows(database.knex, activityView, 'rm.activity_v1_1', activityRows)
})
afterAll(() => database.close())

describe('the coverage view, summed', () => {
  it('given an owner, then only that owner’s edits count; given nobody in particular, then all do', async () => {
    const coverage = maskCoverageQueries(database.knex)
    expect(await coverage.summary({ userId: ada })).toEqual({
      edits: 5,
      coveredPixels: 500,
      totalPixels: 5_000,
      buckets: [2, 3, ...Array.from({ length: 18 }, () => 0)],
      tenths: [
        { tenth: 9, edits: 2 },
        { tenth: 99, edits: 3 },
      ],
      days: [
        { day: '2026-01-31', edits: 2, coveredPixels: 200, totalPixels: 2_000 },
        { day: '2026-02-01', edits: 3, coveredPixels: 300, totalPixels: 3_000 },
      ],
    })
    expect((await coverage.summary({ userId: null })).edits).toBe(12)
    expect((await coverage.summary({ userId: ada, characterId: zoe })).edits).toBe(3)
    expect((await coverage.summary({ userId: null, from: '2026-02-01' })).edits).toBe(10)
    expect((await coverage.summary({ userId: ada, from: '2026-01-31', to: '2026-02-01' })).days).toHaveLength(1)
  })

  it('given no edits at all, or an id that cannot be one, then every number is nought', async () => {
    const coverage = maskCoverageQueries(database.knex)
    const none = { edits: 0, coveredPixels: 0, totalPixels: 0, buckets: Array.from({ length: 20 }, () => 0), tenths: [], days: [] }
    expect(await coverage.summary({ userId: idOf(9) })).toEqual(none)
    expect(await coverage.summary({ userId: 'x' })).toEqual(none)
  })
})

describe('the activity view, counted', () => {
  it('given an owner, then days, outcomes, times, failures and presets are counted', async () => {
    expect(await activityQueries(database.knex).summary({ userId: ada })).toEqual({
      totals: { generations: 3, edits: 3, completed: 4, failed: 1, cancelled: 0, open: 1, pictures: 4 },
      days: [
        { day: '2026-01-31', generations: 1, edits: 1, completed: 1, failed: 1, cancelled: 0, open: 0, pictures: 1 },
        { day: '2026-02-01', generations: 2, edits: 2, completed: 3, failed: 0, cancelled: 0, open: 1, pictures: 3 },
      ],
      durations: [
        { kind: 'edit', jobs: 2, medianMs: 3_000, p95Ms: 3_900, medianWaitMs: 100, medianEngineMs: 1_000 },
        { kind: 'generation', jobs: 2, medianMs: 6_000, p95Ms: 7_800, medianWaitMs: 100, medianEngineMs: null },
      ],
      failures: [{ code: 'engine-lost', jobs: 1, retriedWell: 1 }],
      presets: [
        { preset: 'aspectRatio', value: '1:1', jobs: 3 },
        { preset: 'environment', value: 'cafe', jobs: 3 },
        { preset: 'qualityMode', value: 'hq', jobs: 3 },
        { preset: 'scene', value: 'beach_day', jobs: 2 },
        { preset: 'scene', value: 'night_out', jobs: 1 },
      ],
    })
  })

  it('given filters, then all numbers are about what they leave', async () => {
    const { summary } = activityQueries(database.knex)
    expect((await summary({ userId: null })).totals).toMatchObject({ generations: 3, edits: 4 })
    expect((await summary({ userId: null, kind: 'edit' })).totals).toMatchObject({ generations: 0, edits: 4 })
    expect((await summary({ userId: null, engine: 'comfyui' })).totals).toMatchObject({ generations: 0, edits: 1 })
    expect((await summary({ userId: ada, characterId: zoe })).totals).toMatchObject({ generations: 0, edits: 1 })
    expect((await summary({ userId: ada, from: '2026-02-01' })).days.map(({ day }) => day)).toEqual(['2026-02-01'])
    // A retry counts as well although it was asked after the chosen days.
    expect((await summary({ userId: ada, to: '2026-02-01' })).failures).toEqual([{ code: 'engine-lost', jobs: 1, retriedWell: 1 }])
    expect((await summary({ userId: 'x' })).totals.edits).toBe(0)
  })
})

const counts = (...filled: readonly number[]): readonly number[] => [...filled, ...Array.from({ length: 20 - filled.length }, () => 0)]
const coverage = (day: string, userId: string, characterId: string, edits: number, more: Partial<MaskCoverageRow>): MaskCoverageRow => ({
  id: `${day}/${userId}/${characterId}`,
  day,
  userId,
  characterId,
  edits,
  coveredPixels: edits * 100,
  totalPixels: edits * 1_000,
  buckets: counts(edits),
  tenths: { 9: edits },
  position: 1n,
  ...more,
})
const coverageRows: readonly MaskCoverageRow[] = [
  coverage('2026-01-31', ada, mia, 2, {}),
  coverage('2026-02-01', ada, zoe, 3, { buckets: counts(0, 3), tenths: { 99: 3 } }),
  coverage('2026-02-01', bob, mia, 7, {}),
]

const job = (id: number, requestedAt: string, more: Partial<ActivityRow>): ActivityRow => ({
  id: idOf(id),
  userId: ada,
  characterId: mia,
  kind: 'generation',
  requestedAt,
  workflow: 'flux',
  engine: 'preview',
  scene: 'beach_day',
  environment: 'cafe',
  aspectRatio: '1:1',
  qualityMode: 'hq',
  outcome: 'completed',
  code: null,
  attempts: 1,
  retryOf: null,
  pictures: 1,
  waitMs: 100,
  engineMs: null,
  totalMs: 4_000,
  position: BigInt(id),
  ...more,
})
const edit = { kind: 'edit', scene: null, environment: null, aspectRatio: null, qualityMode: null, engineMs: 1_000 } as const
const activityRows: readonly ActivityRow[] = [
  job(101, '2026-01-31T23:59:59.999Z', {}),
  job(102, '2026-02-01T00:00:00.000Z', { totalMs: 8_000 }),
  job(103, '2026-02-01T10:00:00.000Z', { scene: 'night_out', outcome: 'open', totalMs: null, pictures: 0 }),
  job(104, '2026-01-31T10:00:00.000Z', { ...edit, outcome: 'failed', code: 'engine-lost', pictures: 0 }),
  job(105, '2026-02-01T11:00:00.000Z', { ...edit, retryOf: idOf(104), totalMs: 2_000 }),
  job(106, '2026-02-01T12:00:00.000Z', { ...edit, characterId: zoe }),
  job(107, '2026-02-01T12:00:00.000Z', { ...edit, userId: bob, engine: 'comfyui' }),
]
