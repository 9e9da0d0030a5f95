import type { AssetId, JobId, Sha256 } from '../ids.ts'
import type { EditParams, JobFact, JobOrigin, Protected } from '../job/job-events.ts'

export type EditJobEvent = InpaintRequested | MaskStored | JobFact

export type InpaintRequested = {
  readonly type: 'InpaintRequested'
  readonly data: JobOrigin & {
    readonly sourceAssetId: AssetId
    readonly sourceSha256: Sha256
    readonly sourceWidth: number
    readonly sourceHeight: number
    readonly editPrompt: Protected
    readonly negativePrompt: Protected
    readonly params: EditParams
    readonly outputCount: number
  }
}

/** The normalised mask: 8-bit grey PNG, white = edit, content-addressed. Coverage is the two integers, never a stored percentage. */
export type MaskStored = {
  readonly type: 'MaskStored'
  readonly data: {
    readonly jobId: JobId
    readonly maskSha256: Sha256
    readonly bytes: number
    readonly width: number
    readonly height: number
    /** Pixels of the painted mask with value >= 128. */
    readonly coveredPixels: number
    readonly totalPixels: number
    readonly bbox: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
    /** The edited image whose stored mask was used again. */
    readonly reusedFrom?: AssetId
  }
}
