import type { FleetLeftovers } from '../../application/ports/fleet-leftovers.ts'
import type { Database } from './database.ts'

/** A running job writes its preview anew all the time: one this old is of a job whose worker died. */
const previewKeptMs = 3_600_000

/** Previews and counts in `fleet`, on the database's clock. Places that are kept in line go whenever one is asked for. */
export const postgresFleetLeftovers = ({ knex }: Pick<Database, 'knex'>): FleetLeftovers => ({
  async sweep() {
    await knex.raw("delete from fleet.previews where saved_at < clock_timestamp() - ? * interval '1 millisecond'", [previewKeptMs])
    await knex.raw('delete from fleet.counts where ends_at < clock_timestamp()')
  },
})
