import type { AssetId, CharacterId } from '../../domain/ids.ts'

export type RequestInpaint = {
  readonly characterId: CharacterId
  readonly sourceImageId: AssetId
  readonly prompt: string
  readonly negativePrompt?: string
  /** Exactly one of the two. */
  readonly maskedImageBase64Png?: string
  readonly maskFromImageId?: AssetId
  readonly seed?: number
  readonly count: number
  readonly growPx: number
  readonly featherPx: number
  readonly strength: number
  readonly area: 'whole' | 'masked'
  readonly allowFullMask: boolean
}

/** The edit that made `assetId`, once more: its parent, its stored mask and its settings, with other words or another seed. */
export type RerunEdit = {
  readonly assetId: AssetId
  /** The edit's own words when absent. */
  readonly prompt?: string
  /** What the person typed then when absent; an empty text takes it away. */
  readonly negativePrompt?: string
  /** A new one is drawn when absent. */
  readonly seed?: number
  readonly count: number
}
