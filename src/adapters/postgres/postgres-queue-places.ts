import { randomUUID } from 'node:crypto'
import { DatabaseUnavailable } from '../../application/ports/database-unavailable.ts'
import type { QueuePlaces } from '../../application/ports/queue-places.ts'
import type { Database } from './database.ts'
import { namingOutages } from './naming-outages.ts'

/** Far longer than a request is decided; only a process that died leaves its holds to this. */
const longestHoldMs = 60_000

/** Places in fleet.places, on the database's clock. Every method throws `DatabaseUnavailable` when it cannot be reached. */
export function postgresQueuePlaces({ knex }: Pick<Database, 'knex'>): QueuePlaces {
  const held = (hold: string) => knex('fleet.places').where({ hold_id: hold })
  const places: QueuePlaces = {
    async hold(ownerId, asked, limits) {
      const hold = randomUUID()
      const { rows } = await knex.raw<{ rows: PlacesRow[] }>(
        "select * from fleet.hold_places(?, ?, ?, ?, ?, ? * interval '1 millisecond')",
        [hold, ownerId, asked, limits.own, limits.all, longestHoldMs],
      )
      const [row] = rows
      if (row === undefined) throw new Error('the line was not counted')
      return { own: Number(row.own), all: Number(row.everybody), hold: row.held ? hold : null }
    },
    async recorded(hold, position) {
      await held(hold).update({ position: String(position) })
    },
    async giveBack(hold) {
      await held(hold).delete()
    },
  }
  return namingOutages(places, (reason) => new DatabaseUnavailable(reason))
}

type PlacesRow = { readonly own: string; readonly everybody: string; readonly held: boolean }
