import { ok, rejected, unreachable, type Decider } from '../decider.ts'
import type { Sha256 } from '../ids.ts'
import type { ImageAssetCreated, ImageAssetEvent } from './image-asset-events.ts'

type Facts = ImageAssetCreated['data']

export type ImageAsset =
  | { readonly status: 'none' }
  | { readonly status: 'active'; readonly facts: Facts; readonly favourite: boolean }
  | { readonly status: 'deleted'; readonly facts: Facts; readonly favourite: boolean; readonly deletedAt: string }
  | { readonly status: 'erased'; readonly facts: Facts }

export type ImageAssetCommand =
  | { readonly type: 'CreateImageAsset'; readonly data: Facts }
  | { readonly type: 'FavouriteImageAsset'; readonly data: { readonly favourite: boolean } }
  | { readonly type: 'DeleteImageAsset'; readonly data: { readonly deletedAt: string } }
  | { readonly type: 'RestoreImageAsset'; readonly data: Record<never, never> }
  | { readonly type: 'EraseImageAsset'; readonly data: { readonly sha256: readonly Sha256[] } }
  /** Erases what lies in the trash since `deletedAt`: whoever restored it meanwhile keeps it. */
  | { readonly type: 'PurgeImageAsset'; readonly data: { readonly sha256: readonly Sha256[]; readonly deletedAt: string } }

export type ImageAssetRefusal =
  | { readonly type: 'AssetUnknown' }
  | { readonly type: 'AssetExists' }
  | { readonly type: 'AssetErased' }
  | { readonly type: 'AssetInTrash' }
  | { readonly type: 'AssetNotInTrash' }

/** A stored picture: its bytes never change; favourite and trash are set-like, asking twice changes nothing. */
export const imageAsset: Decider<ImageAsset, ImageAssetCommand, ImageAssetEvent, ImageAssetRefusal> = {
  initial: { status: 'none' },
  evolve(asset, event) {
    if (event.type === 'ImageAssetCreated') return { status: 'active', facts: event.data, favourite: false }
    if (asset.status === 'none' || asset.status === 'erased') return asset
    const { facts, favourite } = asset
    switch (event.type) {
      case 'ImageAssetFavourited':
        return { ...asset, favourite: true }
      case 'ImageAssetUnfavourited':
        return { ...asset, favourite: false }
      case 'ImageAssetDeleted':
        return { status: 'deleted', facts, favourite, deletedAt: event.data.deletedAt }
      case 'ImageAssetRestored':
        return { status: 'active', facts, favourite }
      case 'ImageAssetErased':
        return { status: 'erased', facts }
      default:
        return unreachable(event)
    }
  },
  decide(command, asset) {
    if (command.type === 'CreateImageAsset') {
      return asset.status === 'none' ? ok([{ type: 'ImageAssetCreated', data: command.data }]) : rejected({ type: 'AssetExists' })
    }
    if (asset.status === 'none') return rejected({ type: 'AssetUnknown' })
    if (asset.status === 'erased') return rejected({ type: 'AssetErased' })
    const about = { assetId: asset.facts.assetId }
    switch (command.type) {
      case 'FavouriteImageAsset': {
        if (asset.status === 'deleted') return rejected({ type: 'AssetInTrash' })
        if (command.data.favourite === asset.favourite) return ok([])
        return ok([{ type: command.data.favourite ? 'ImageAssetFavourited' : 'ImageAssetUnfavourited', data: about }])
      }
      case 'DeleteImageAsset':
        return ok(
          asset.status === 'deleted'
            ? []
            : [{ type: 'ImageAssetDeleted', data: { ...about, reason: 'trash', deletedAt: command.data.deletedAt } }],
        )
      case 'RestoreImageAsset':
        return ok(asset.status === 'active' ? [] : [{ type: 'ImageAssetRestored', data: about }])
      case 'PurgeImageAsset':
        if (asset.status !== 'deleted' || asset.deletedAt !== command.data.deletedAt) return rejected({ type: 'AssetNotInTrash' })
        return ok([{ type: 'ImageAssetErased', data: { ...about, sha256: command.data.sha256 } }])
      case 'EraseImageAsset':
        return ok([{ type: 'ImageAssetErased', data: { ...about, sha256: command.data.sha256 } }])
      default:
        return unreachable(command)
    }
  },
}
