import type { Draft, DraftStore } from '../../application/ports/draft-store.ts'
import { DatabaseUnavailable } from '../../application/ports/database-unavailable.ts'
import type { Database } from './database.ts'
import { namingOutages } from './naming-outages.ts'

/** Unfinished edits; see the port. */
export function postgresDrafts({ knex }: Pick<Database, 'knex'>): DraftStore {
  const load = async (userId: string, imageId: string): Promise<Draft | null> => {
    const found = await knex<DraftRecord>('drafts').where({ user_id: userId, image_id: imageId }).first()
    return found === undefined ? null : draftOf(found)
  }
  const drafts: DraftStore = {
    load,
    async save(userId, imageId, basedOn, { settings, maskBase64Png }) {
      // One statement decides who was first: of two writes on the same revision the later one finds it gone.
      const { rows } = await knex.raw<{ rows: DraftRecord[] }>(basedOn === 0 ? firstSql : nextSql, {
        userId,
        imageId,
        basedOn,
        settings: JSON.stringify(settings),
        mask: maskBase64Png,
      })
      const [saved] = rows
      return saved === undefined ? { outcome: 'stale', draft: await load(userId, imageId) } : { outcome: 'saved', draft: draftOf(saved) }
    },
    async remove(userId, imageId) {
      await knex('drafts').where({ user_id: userId, image_id: imageId }).delete()
    },
  }
  return namingOutages(drafts, (reason) => new DatabaseUnavailable(reason))
}

/** What a window holds of a discarded draft is stale to the next one: their revisions begin apart, by chance, as nothing is kept of the first. */
const firstSql = `
  insert into drafts (user_id, image_id, revision, settings, mask_base64) values (:userId, :imageId, 1 + floor(random() * 1e9)::int, :settings, :mask)
  on conflict (user_id, image_id) do nothing returning *`

const nextSql = `
  update drafts set revision = revision + 1, saved_at = now(), settings = :settings, mask_base64 = :mask
  where user_id = :userId and image_id = :imageId and revision = :basedOn returning *`

type DraftRecord = {
  readonly user_id: string
  readonly image_id: string
  readonly revision: number
  readonly saved_at: Date
  readonly settings: Readonly<Record<string, unknown>>
  readonly mask_base64: string | null
}

const draftOf = (record: DraftRecord): Draft => ({
  imageId: record.image_id,
  revision: record.revision,
  savedAt: record.saved_at.toISOString(),
  settings: record.settings,
  maskBase64Png: record.mask_base64,
})
