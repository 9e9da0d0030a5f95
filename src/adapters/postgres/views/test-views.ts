import type { Knex } from 'knex'
import { countSteps } from '../../../projections/counting.ts'
import { imageCounts } from '../../../projections/images/image-counts.ts'
import type { ImageRow } from '../../../projections/images/images-query.ts'
import type { JobRow } from '../../../projections/job-status/job-status-query.ts'
import type { ProjectionGroup } from '../../../projections/projection.ts'
import { insights, views } from '../../../projections/views.ts'
import type { ViewStoreUnderTest } from '../../../projections/view-store.contract.ts'
import type { Database } from '../database.ts'
import { freshPglite } from '../test-database.ts'
import { saveCounts } from './count-table.ts'
import { imagesView } from './images-view.ts'
import { jobStatusView } from './job-status-view.ts'
import { postgresViewStore } from './postgres-view-store.ts'
import { readRow, saveRows } from './view-table.ts'
import { tablesOf, versionOf, type Part } from './view-versions.ts'

/** For tests: the views of a database, all opened and empty. */
export async function viewsUnderTest(database: Database, group: ProjectionGroup = views): Promise<ViewStoreUnderTest> {
  const store = postgresViewStore(database)
  await store.open(views)
  await store.open(insights)
  const clear = () => clearViews(database.knex)
  await clear()
  return { store, clear, rows: () => storedRows(database.knex, group) }
}

/** A database in memory of one's own, whose gallery and jobs show these rows. */
export async function databaseShowing({
  images = [],
  jobs = [],
}: {
  readonly images?: readonly ImageRow[]
  readonly jobs?: readonly JobRow[]
}): Promise<Database> {
  const database = await freshPglite()
  await viewsUnderTest(database)
  await saveImages(database.knex, images)
  await saveRows(database.knex, jobStatusView, shownTable('job_status'), jobs)
  return database
}

/** Pictures in the shown table, counted as the store would. */
export async function saveImages(knex: Knex, images: readonly ImageRow[]): Promise<void> {
  await saveRows(knex, imagesView, shownTable('images'), images)
  const steps = countSteps(imageCounts, new Map(), new Map(images.map((row) => [row.id, row])))
  await saveCounts(knex, shownTable('image_counts'), steps)
}

/** The table behind a shown view, whatever the versions of its group are by now. */
export const shownTable = (view: 'images' | 'job_status' | 'image_counts'): string =>
  `rm.${view}_v${views.projections.map(({ version }) => version).join('_')}`

export async function clearViews(knex: Knex): Promise<void> {
  await knex.raw(
    `truncate ${[views, insights]
      .flatMap((group) => tablesOf(versionOf(group, 1)))
      .map(({ table }) => table)
      .join(', ')}`,
  )
  await knex.raw('delete from rm.parked')
  await knex.raw('update rm.versions set position = 0, error = null')
}

async function storedRows(knex: Knex, group: ProjectionGroup): Promise<Readonly<Record<string, readonly object[]>>> {
  const parts = versionOf(group, 1).parts
  const views = await Promise.all(parts.map(async (part) => [part.projection.name, await rowsOf(knex, part)] as const))
  const counts = await Promise.all(
    parts.map(async (part) => (part.counts === null ? [] : knex<object>(part.counts.table).select<object[]>('*'))),
  )
  return { ...Object.fromEntries(views), counts: counts.flat() }
}

async function rowsOf(knex: Knex, { table, view }: Part): Promise<readonly object[]> {
  const { rows } = await knex.raw<{ rows: Record<string, unknown>[] }>(`select * from ${table}`)
  return rows.map((record) => readRow(view.columns, record))
}
