import type { TrashedImages } from '../../../application/ports/trashed-images.ts'
import type { Database } from '../database.ts'
import { instant } from './view-table.ts'

/** The trash of everybody, by the database's clock; see the port. */
export function postgresTrashedImages({ knex }: Pick<Database, 'knex'>): TrashedImages {
  return {
    async longerThan(ms, limit) {
      const { rows } = await knex.raw<{ rows: { id: string; deleted_at: unknown }[] }>(
        `select id, deleted_at from images
          where deleted_at is not null and not erased and deleted_at <= clock_timestamp() - ? * interval '1 millisecond'
          order by deleted_at, id limit ?`,
        [ms, limit],
      )
      return rows.map(({ id, deleted_at }) => ({ assetId: id, deletedAt: instant(deleted_at) }))
    },
  }
}
