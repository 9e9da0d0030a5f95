import type { Result } from '../../domain/decider.ts'
import type { Box } from '../../domain/mask/area.ts'

export type Size = { readonly widthPx: number; readonly heightPx: number }
export type { Box }

/** Each refusal of the mask's gate (product.md §1.4, "422 mask"), with what was expected and what came, in words. */
export type MaskRefusal = {
  readonly type:
    | 'mask-not-base64'
    | 'mask-not-png'
    | 'mask-truncated'
    | 'mask-not-rgba'
    | 'mask-16-bit'
    | 'mask-animated'
    | 'mask-wrong-size'
    | 'mask-empty'
    | 'mask-full'
    | 'mask-decode-failed'
  readonly expected: string
  readonly came: string
}

export type NormalisedMask = Size & {
  /** 8-bit grey PNG, white = edit, of the source's size. */
  readonly png: Uint8Array
  readonly bbox: Box
  readonly coveredPixels: number
  readonly totalPixels: number
}

export type UploadRefusal = { readonly type: 'upload-not-an-image' | 'picture-too-large'; readonly expected: string; readonly came: string }

export type EngineInputRequest = {
  /** The stored source, 8-bit RGB PNG. */
  readonly source: Uint8Array
  /** The normalised mask. */
  readonly mask: Uint8Array
  readonly growPx: number
  /** Sides are padded to a multiple of this, at the right and bottom, by repeating the last pixel; padding is never masked. */
  readonly multipleOf: number
  /** The alpha that marks a pixel to be drawn; the others get `255 - editAlpha`. ComfyUI wants 0 (product.md §2.5). */
  readonly editAlpha: 0 | 255
  /** Only this part of the source is sent, at another size; what is masked stays so at least as far at that size. */
  readonly part?: Part
}

/** A part of a picture, and the size at which it is drawn. */
export type Part = { readonly box: Box; readonly drawn: Size }

/**
 * Pictures as bytes. All of it runs in child processes that are killed after `timeoutMs`, one picture at a time each, bounded in pixels
 * (4096 a side); nothing is inflated before its header was read. A killed or crashed child throws `ImagingStopped`, work that went wrong
 * `ImagingFailed`; hostile input never takes the caller down.
 */
export interface ImageCodec {
  /**
   * The strict gate: raw base64 or a `data:image/png;base64,` URL of an 8-bit RGBA PNG, one frame, of exactly the source's size, some
   * alpha >= 128 (and not all, unless `allowFull`). RGB is never looked at.
   */
  readMask(base64: string, source: Size, allowFull: boolean): Promise<Result<NormalisedMask, MaskRefusal>>
  /** What is drawn when only the masked area is: the box of the engine mask and a quarter of its size around it (product.md §2.7). */
  areaOf(mask: Uint8Array, growPx: number): Promise<Box>
  /** The picture that goes to the engine: RGB of the source untouched under every alpha, alpha from the engine mask. */
  engineInput(request: EngineInputRequest): Promise<Size & { readonly png: Uint8Array }>
  /** Cuts the padding off an engine's picture. Any other size than the padded one is refused, never stretched. */
  cropOutput(
    png: Uint8Array,
    padded: Size,
    wanted: Size,
  ): Promise<Result<Uint8Array, { readonly type: 'output-invalid'; readonly expected: string; readonly came: string }>>
  /** `out = source·(1−M) + generated·M`, rounded once, where M is the mask grown by `growPx` and feathered inwards (product.md §2.4). Where M is 0 the bytes are the source's; `region` is the smallest box of all others. */
  pasteBack(request: {
    readonly source: Uint8Array
    readonly generated: Uint8Array
    readonly mask: Uint8Array
    readonly growPx: number
    readonly featherPx: number
    /** Where `generated` belongs when it is only a part of the source, of whatever size; it holds all that the mask touches. */
    readonly box?: Box
  }): Promise<Size & { readonly png: Uint8Array; readonly region: Box }>
  /** An engine's picture as we store it: decoded in full, 8-bit RGB PNG, of the wanted size, without any metadata. */
  cleanOutput(
    png: Uint8Array,
    wanted: Size,
  ): Promise<
    Result<Size & { readonly png: Uint8Array }, { readonly type: 'output-invalid'; readonly expected: string; readonly came: string }>
  >
  /** A person's own PNG, JPEG or WebP: oriented, sRGB, 8-bit RGB PNG, metadata dropped, at most 4096 a side. */
  normaliseUpload(bytes: Uint8Array): Promise<Result<Size & { readonly png: Uint8Array }, UploadRefusal>>
  /** WebP whose longer side is `longestPx`. */
  thumbnail(png: Uint8Array, longestPx: 256 | 512): Promise<Uint8Array>
  close(): Promise<void>
}

/** More pictures of people wait than is good. Thrown by `readMask`, `areaOf` and `normaliseUpload` before anything is looked at; jobs always wait their turn. */
export class ImagingBusy extends Error {
  override readonly name = 'ImagingBusy'
}

export class ImagingFailed extends Error {
  override readonly name: string = 'ImagingFailed'
}

/** The work was cut off: it took too long, or its child died. The same picture may well pass at another moment. */
export class ImagingStopped extends ImagingFailed {
  override readonly name = 'ImagingStopped'
}
