import type { Knex } from 'knex'
import { views } from '../../../projections/views.ts'
import type { ViewStoreUnderTest } from '../../../projections/view-store.contract.ts'
import type { Database } from '../database.ts'
import { charactersView } from './characters-view.ts'
import { imagesView } from './images-view.ts'
import { jobStatusView } from './job-status-view.ts'
import { postgresViewStore } from './postgres-view-store.ts'
import { readRow, type ViewTable } from './view-table.ts'

/** For tests: the views of a database, opened and empty. */
export async function viewsUnderTest(database: Database): Promise<ViewStoreUnderTest> {
  const store = postgresViewStore(database)
  await store.open(views)
  const clear = () => clearViews(database.knex)
  await clear()
  return { store, clear, rows: () => storedRows(database.knex) }
}

export async function clearViews(knex: Knex): Promise<void> {
  await knex.raw('truncate rm.images_v1_1_1, rm.job_status_v1_1_1, rm.characters_v1_1_1')
  await knex.raw('update rm.versions set position = 0, error = null')
}

async function storedRows(knex: Knex): Promise<Readonly<Record<string, readonly object[]>>> {
  return {
    images: await rowsOf(knex, imagesView, 'rm.images_v1_1_1'),
    jobs: await rowsOf(knex, jobStatusView, 'rm.job_status_v1_1_1'),
    characters: await rowsOf(knex, charactersView, 'rm.characters_v1_1_1'),
  }
}

async function rowsOf<Row extends { readonly position: bigint }>(
  knex: Knex,
  { columns }: ViewTable<Row>,
  table: string,
): Promise<readonly Row[]> {
  const { rows } = await knex.raw<{ rows: Record<string, unknown>[] }>(`select * from ${table}`)
  return rows.map((record) => readRow(columns, record))
}
