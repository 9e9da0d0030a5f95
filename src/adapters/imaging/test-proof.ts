import { planeOf, type Plane } from '../../domain/mask/plane.ts'
import type { RgbPicture } from './pixels.ts'
import { rgbaOf } from './test-png.ts'

/** What the whole of product.md §2 is about: not one byte changes where nobody painted. */
export type Proof = {
  /** Bytes that differ from the source where M is 0. Must be none. */
  readonly changedOutside: number
  /** Bytes that differ from the exact mix where M is not 0. Must be none. */
  readonly wrongInside: number
  /** Bytes that equal the generated picture and not the source. */
  readonly drawn: number
}

export function prove(result: Uint8Array, source: RgbPicture, generated: RgbPicture, mask: Plane): Proof {
  const { values } = rgbaOf(result)
  let changedOutside = 0
  let wrongInside = 0
  let drawn = 0
  for (let pixel = 0; pixel < mask.values.length; pixel++) {
    const share = mask.values[pixel] ?? 0
    for (let channel = 0; channel < 3; channel++) {
      const came = values[pixel * 4 + channel] ?? 0
      const from = source.values[pixel * 3 + channel] ?? 0
      const to = generated.values[pixel * 3 + channel] ?? 0
      if (share === 0 && came !== from) changedOutside++
      if (share > 0 && came !== Math.round((from * (255 - share) + to * share) / 255)) wrongInside++
      if (share > 0 && came === to && came !== from) drawn++
    }
  }
  return { changedOutside, wrongInside, drawn }
}

export type Painting = (x: number, y: number, widthPx: number, heightPx: number) => number

export function painted({ widthPx, heightPx }: { widthPx: number; heightPx: number }, painting: Painting): Plane {
  const plane = planeOf(widthPx, heightPx)
  for (let y = 0, at = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++, at++) plane.values[at] = painting(x, y, widthPx, heightPx)
  return plane
}
