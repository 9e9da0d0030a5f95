import type { AuditTrail } from '../../application/ports/audit-trail.ts'
import { EventStoreUnavailable } from '../../application/ports/event-store.ts'
import type { EventCodec } from '../codec/stored-event.ts'
import type { Database } from './database.ts'
import { asArray, storedOf, type EventArray } from './event-array.ts'
import { namingOutages } from './naming-outages.ts'

/** Acts of people, from the log's own index; see the port. */
export function postgresAuditTrail({ knex }: Pick<Database, 'knex'>, codec: EventCodec): AuditTrail {
  const trail: AuditTrail = {
    async actsBefore(position, limit, { userId, from, to, correlationId, types }) {
      const filters = [userId, correlationId, from, to, types === undefined ? undefined : [...types], position?.toString()]
      const { rows } = await knex.raw<{ rows: { event: EventArray }[] }>(sql, [
        ...filters.flatMap((value) => [value ?? null, value ?? null]),
        limit,
      ])
      return codec.decode(rows.map(({ event }) => storedOf(event)))
    },
  }
  return namingOutages(trail, (reason) => new EventStoreUnavailable(reason))
}

/** In the words of the partial index, so that it is used. */
const sql = `
  select ${asArray} as event from es.events e
   where e.meta#>>'{actor,kind}' = 'user' and (?::text is null or e.meta#>>'{actor,id}' = ?::text)
     and (?::text is null or e.meta->>'correlationId' = ?::text)
     and (?::timestamptz is null or e.recorded_at >= ?::timestamptz) and (?::timestamptz is null or e.recorded_at < ?::timestamptz)
     and (?::text[] is null or e.type = any (?::text[])) and (?::bigint is null or e.position < ?::bigint)
   order by e.position desc limit ?`
