import type { BlobReferences } from '../../application/ports/blob-references.ts'
import { EventStoreUnavailable } from '../../application/ports/event-store.ts'
import type { Database } from './database.ts'

/** Asked of the log's own indexes; see the port. */
export function postgresBlobReferences({ knex }: Pick<Database, 'knex'>): BlobReferences {
  return {
    async streamsNaming(sha256) {
      const { rows } = await knex.raw<{ rows: { stream_id: string }[] }>(sql, [sha256, sha256]).then(
        (answer) => answer,
        // A database's message may quote the query; only that it failed is passed on.
        () => Promise.reject(new EventStoreUnavailable('the database did not answer which streams name a blob')),
      )
      return rows.map(({ stream_id }) => stream_id)
    },
  }
}

/** In the words of the two partial indexes, so that they are used. */
const sql = `
  select stream_id from es.events where type in ('ImageAssetCreated', 'ReferenceSet') and data->>'sha256' = ?
  union
  select stream_id from es.events where type in ('ImageAssetCreated', 'MaskStored') and data->>'maskSha256' = ?`
