import type { AssetId, UserId } from '../../domain/ids.ts'

/** An unfinished edit of one picture: mask, words and settings, as the editor left them. */
export type Draft = {
  readonly imageId: AssetId
  /** One more with each write. The first one draws it by chance: a draft that began anew must not go on where a discarded one was. */
  readonly revision: number
  /** ISO 8601, UTC. */
  readonly savedAt: string
  /** The editor's own settings; opaque here, at most 64 KiB as JSON. */
  readonly settings: Readonly<Record<string, unknown>>
  /** The painted mask as base64 PNG; null for none. */
  readonly maskBase64Png: string | null
}

export interface DraftStore {
  load(userId: UserId, imageId: AssetId): Promise<Draft | null>
  /** Writes only when the stored revision is `basedOn` (0: none yet); else answers the newer draft. */
  save(
    userId: UserId,
    imageId: AssetId,
    basedOn: number,
    draft: Pick<Draft, 'settings' | 'maskBase64Png'>,
  ): Promise<{ readonly outcome: 'saved' | 'stale'; readonly draft: Draft | null }>
  remove(userId: UserId, imageId: AssetId): Promise<void>
}
