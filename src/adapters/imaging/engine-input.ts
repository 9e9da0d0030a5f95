import { ImagingFailed, type EngineInputRequest, type Part, type Size } from '../../application/ports/image-codec.ts'
import { grow } from '../../domain/mask/grow.ts'
import { engineMarginPx, engineMask } from '../../domain/mask/masks.ts'
import type { Plane } from '../../domain/mask/plane.ts'
import { partOfPicture, partOfPlane, scaled, scaledHardMask } from './part.ts'
import { decodePlane, decodeRgb, encodeRgba, inWords, sameSize, type RgbPicture } from './pixels.ts'

export async function engineInput(request: EngineInputRequest): Promise<Size & { readonly png: Uint8Array }> {
  const [source, painted] = await Promise.all([decodeRgb(request.source), decodePlane(request.mask)])
  if (!sameSize(source, painted)) throw new ImagingFailed(`the mask is ${inWords(painted)}, the source ${inWords(source)}`)
  const whole = { picture: source, mask: engineMask(painted, request.growPx) }
  const { picture, mask } = request.part === undefined ? whole : await partDrawn(whole, request.part)
  const joined = joinPadded(picture, mask, request.multipleOf, request.editAlpha)
  return { widthPx: joined.widthPx, heightPx: joined.heightPx, png: await encodeRgba(joined) }
}

type Masked = { readonly picture: RgbPicture; readonly mask: Plane }

/** The margin is for the model, which sees an eighth of what it draws: where that is smaller than the source, it is added anew. */
async function partDrawn({ picture, mask }: Masked, { box, drawn }: Part): Promise<Masked> {
  const atSize = scaledHardMask(partOfPlane(mask, box), drawn)
  const isSmaller = drawn.widthPx < box.width || drawn.heightPx < box.height
  return { picture: await scaled(partOfPicture(picture, box), drawn), mask: isSmaller ? grow(atSize, engineMarginPx) : atSize }
}

/** Colours of the source and alpha from the mask, four bytes a pixel; the padding at the right and bottom repeats the last pixel. */
function joinPadded(source: RgbPicture, mask: Plane, multipleOf: number, editAlpha: 0 | 255): RgbPicture {
  const widthPx = Math.ceil(source.widthPx / multipleOf) * multipleOf
  const heightPx = Math.ceil(source.heightPx / multipleOf) * multipleOf
  const values = new Uint8Array(widthPx * heightPx * 4)
  for (let y = 0, to = 0; y < heightPx; y++) {
    const isRowInside = y < source.heightPx
    const row = (isRowInside ? y : source.heightPx - 1) * source.widthPx
    for (let x = 0; x < widthPx; x++, to += 4) {
      const isInside = isRowInside && x < source.widthPx
      const pixel = row + (x < source.widthPx ? x : source.widthPx - 1)
      const isEdited = isInside && (mask.values[pixel] ?? 0) > 0
      values[to] = source.values[pixel * 3] ?? 0
      values[to + 1] = source.values[pixel * 3 + 1] ?? 0
      values[to + 2] = source.values[pixel * 3 + 2] ?? 0
      values[to + 3] = isEdited ? editAlpha : 255 - editAlpha
    }
  }
  return { widthPx, heightPx, values }
}
