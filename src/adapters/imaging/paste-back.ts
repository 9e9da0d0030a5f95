import { ImagingFailed, type Box, type ImageCodec } from '../../application/ports/image-codec.ts'
import { coverageOf } from '../../domain/mask/coverage.ts'
import { pasteMask } from '../../domain/mask/masks.ts'
import { hardened, type Plane } from '../../domain/mask/plane.ts'
import { partOfPicture, partOfPlane, scaled, sizeOf, withPart } from './part.ts'
import { decodePlane, decodeRgb, encodeRgb, inWords, sameSize, type RgbPicture } from './pixels.ts'

type PasteRequest = Parameters<ImageCodec['pasteBack']>[0]

export async function pasteBack(request: PasteRequest): ReturnType<ImageCodec['pasteBack']> {
  const [source, generated, painted] = await Promise.all([
    decodeRgb(request.source),
    decodeRgb(request.generated),
    decodePlane(request.mask),
  ])
  if (request.box === undefined && !sameSize(source, generated))
    throw new ImagingFailed(`the engine's picture is ${inWords(generated)}, the source ${inWords(source)}`)
  if (!sameSize(source, painted)) throw new ImagingFailed(`the mask is ${inWords(painted)}, the source ${inWords(source)}`)
  const mask = pasteMask(painted, request.growPx, request.featherPx)
  const { bbox: region } = coverageOf(hardened(mask))
  if (region === null) throw new ImagingFailed('an empty mask changes nothing')
  const { widthPx, heightPx } = source
  const pasted =
    request.box === undefined
      ? { widthPx, heightPx, values: pastedPixels(source.values, generated.values, mask.values) }
      : await pastedInto(source, generated, mask, request.box)
  return { widthPx, heightPx, png: await encodeRgb(pasted), region }
}

/** Outside of the box the mask is 0, so there the source is taken as it is. */
async function pastedInto(source: RgbPicture, generated: RgbPicture, mask: Plane, box: Box): Promise<RgbPicture> {
  const under = partOfPicture(source, box)
  const over = await scaled(generated, sizeOf(box))
  return withPart(source, { ...over, values: pastedPixels(under.values, over.values, partOfPlane(mask, box).values) }, box)
}

/**
 * `(source · (255 − M) + generated · M) ÷ 255`, rounded once, for three bytes a pixel and one mask value. Where M is 0 the bytes are
 * the source's by copy, not by arithmetic, and where it is 255 the engine's. Masks are long runs of both, so it goes run by run.
 */
export function pastedPixels(source: Uint8Array, generated: Uint8Array, mask: Uint8Array): Uint8Array {
  const pasted = new Uint8Array(source)
  for (let from = 0, to = 0; from < mask.length; from = to) {
    const share = mask[from] as number
    for (to = from + 1; to < mask.length && mask[to] === share;) to++
    if (share === 255) pasted.set(generated.subarray(from * 3, to * 3), from * 3)
    else if (share !== 0) mixRun(pasted, generated, share, from * 3, to * 3)
  }
  return pasted
}

function mixRun(pasted: Uint8Array, generated: Uint8Array, share: number, from: number, to: number): void {
  for (let at = from; at < to; at++) pasted[at] = mixed(pasted[at] as number, generated[at] as number, share)
}

/** In whole numbers: n ÷ 255 rounded down is (n + 1 + ⌊n ÷ 256⌋) ÷ 256 rounded down, for every n that can occur here. */
export function mixed(source: number, generated: number, share: number): number {
  // 255 is odd, so there are no ties: adding its half first makes rounding down a rounding to the nearest.
  const n = source * (255 - share) + generated * share + 127
  return (n + 1 + (n >> 8)) >> 8
}
