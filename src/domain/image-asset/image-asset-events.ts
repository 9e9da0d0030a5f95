import type { AssetId, CharacterId, JobId, Sha256, UserId } from '../ids.ts'
import type { DrawingParams, EditParams, EngineKind, Protected } from '../job/job-events.ts'
import type { StudioSettings } from '../presets/studio-settings.ts'

export type ImageAssetEvent =
  ImageAssetCreated | ImageAssetFavourited | ImageAssetUnfavourited | ImageAssetDeleted | ImageAssetRestored | ImageAssetErased

/** A picture whose bytes lie in the blob store. Everything it inherits is copied, so that no reader has to follow its ancestors. */
export type ImageAssetCreated = {
  readonly type: 'ImageAssetCreated'
  readonly data: {
    readonly assetId: AssetId
    readonly ownerId: UserId
    readonly characterId: CharacterId
    readonly origin: 'generated' | 'edited' | 'uploaded'
    readonly engine: EngineKind | null
    readonly sha256: Sha256
    readonly bytes: number
    readonly mime: 'image/png'
    readonly width: number
    readonly height: number
    readonly jobId?: JobId
    readonly outputIndex?: number
    readonly parentAssetId?: AssetId
    /** Itself for a picture without a parent. */
    readonly rootAssetId: AssetId
    /** Oldest first; empty for a picture without a parent. */
    readonly ancestors: readonly AssetId[]
    readonly prompt: Protected
    readonly userPrompt: Protected
    readonly negativePrompt: Protected
    readonly editPrompt: Protected
    readonly studio: StudioSettings
    readonly params: DrawingParams | EditParams | null
    readonly maskSha256?: Sha256
    readonly coveredPixels?: number
    readonly totalPixels?: number
    /** ISO 8601, UTC. */
    readonly createdAt: string
  }
}
type AboutAsset = { readonly assetId: AssetId }
export type ImageAssetFavourited = { readonly type: 'ImageAssetFavourited'; readonly data: AboutAsset }
export type ImageAssetUnfavourited = { readonly type: 'ImageAssetUnfavourited'; readonly data: AboutAsset }
export type ImageAssetDeleted = {
  readonly type: 'ImageAssetDeleted'
  readonly data: AboutAsset & { readonly reason: 'trash'; readonly deletedAt: string }
}
export type ImageAssetRestored = { readonly type: 'ImageAssetRestored'; readonly data: AboutAsset }
export type ImageAssetErased = { readonly type: 'ImageAssetErased'; readonly data: AboutAsset & { readonly sha256: readonly Sha256[] } }
