import type { AssetId } from '../../domain/ids.ts'

/** What lies in the trash of anybody. Asked of a view, so an entry may have been restored or erased since: the stream decides. */
export interface TrashedImages {
  /** Trashed at least `ms` ago by the store's clock, the longest first, at most `limit`. */
  longerThan(ms: number, limit: number): Promise<readonly { readonly assetId: AssetId; readonly deletedAt: string }[]>
}
