import type { Knex } from 'knex'
import type { CountStep } from '../../../projections/counting.ts'
import { columnOf } from './view-table.ts'

/** The counters of a view as a table beside its own, with a stable view of their own. */
export type CountTable = {
  /** Name of the stable view. */
  readonly view: string
  create(table: string): string
  indexes(table: string): readonly string[]
}

/** Takes a page's steps in, one statement however many. A counter at nothing goes, so that live and rebuilt tables are alike. */
export async function saveCounts(trx: Knex, table: string, steps: readonly CountStep[]): Promise<void> {
  const [first] = steps
  if (first === undefined) return
  const names = Object.keys(first.counter).map(columnOf)
  const records = steps.map(({ counter, by }) => ({
    ...Object.fromEntries(Object.entries(counter).map(([field, value]) => [columnOf(field), value])),
    total: by,
  }))
  await trx.raw(
    `insert into ${table} as counted (${names.join(', ')}, total)
     select ${names.join(', ')}, total from jsonb_populate_recordset(null::${table}, ?::jsonb)
     on conflict (id) do update set total = counted.total + excluded.total`,
    [JSON.stringify(records)],
  )
  const less = steps.filter(({ by }) => by < 0).map(({ counter }) => counter.id)
  if (less.length > 0) await trx.raw(`delete from ${table} where total = 0 and id = any(?::text[])`, [less])
}
