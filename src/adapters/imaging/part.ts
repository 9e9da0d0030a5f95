import sharp from 'sharp'
import { ImagingFailed, type Box, type Size } from '../../application/ports/image-codec.ts'
import { maskedArea } from '../../domain/mask/area.ts'
import { planeOf, type Plane } from '../../domain/mask/plane.ts'
import { decodePlane, sameSize, type RgbPicture } from './pixels.ts'

/** The part of a picture that is drawn when only the masked area is. A mask that passed the gate is never empty. */
export async function areaOf(mask: Uint8Array, growPx: number): Promise<Box> {
  const area = maskedArea(await decodePlane(mask), growPx)
  if (area === null) throw new ImagingFailed('an empty mask has no area')
  return area
}

export const partOfPicture = (picture: RgbPicture, box: Box): RgbPicture => ({
  ...sizeOf(box),
  values: partOfRows(picture.values, picture, box, 3),
})

export const partOfPlane = (plane: Plane, box: Box): Plane => planeOf(box.width, box.height, partOfRows(plane.values, plane, box, 1))

export const sizeOf = ({ width, height }: Box): Size => ({ widthPx: width, heightPx: height })

function partOfRows(values: Uint8Array, { widthPx, heightPx }: Size, { x, y, width, height }: Box, channels: number) {
  if (x < 0 || y < 0 || width < 1 || height < 1 || x + width > widthPx || y + height > heightPx)
    throw new ImagingFailed('the part reaches out of its picture')
  const part = new Uint8Array(width * height * channels)
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * widthPx + x) * channels
    part.set(values.subarray(from, from + width * channels), row * width * channels)
  }
  return part
}

/** Lays a part over a copy of the picture; every other byte is the picture's. */
export function withPart(picture: RgbPicture, part: RgbPicture, { x, y, width, height }: Box): RgbPicture {
  const values = new Uint8Array(picture.values)
  for (let row = 0; row < height; row++) {
    values.set(part.values.subarray(row * width * 3, (row + 1) * width * 3), ((y + row) * picture.widthPx + x) * 3)
  }
  return { ...picture, values }
}

/** Larger or smaller, in both directions as asked. */
export async function scaled(picture: RgbPicture, size: Size): Promise<RgbPicture> {
  if (sameSize(picture, size)) return picture
  const values = await sharp(picture.values, { raw: { width: picture.widthPx, height: picture.heightPx, channels: 3 } })
    .resize(size.widthPx, size.heightPx, { fit: 'fill', kernel: 'lanczos3' })
    .raw({ depth: 'uchar' })
    .toBuffer()
  return { ...size, values }
}

/** A hard mask at another size: a pixel is set wherever any of what it stands for is, so that nothing thin gets lost. */
export function scaledHardMask(mask: Plane, { widthPx, heightPx }: Size): Plane {
  const values = new Uint8Array(widthPx * heightPx)
  for (let y = 0; y < mask.heightPx; y++) {
    const rows = spanOf(y, mask.heightPx, heightPx)
    for (let x = 0; x < mask.widthPx; x++) {
      if (mask.values[y * mask.widthPx + x] === 0) continue
      const columns = spanOf(x, mask.widthPx, widthPx)
      for (let row = rows.from; row < rows.to; row++) values.fill(255, row * widthPx + columns.from, row * widthPx + columns.to)
    }
  }
  return planeOf(widthPx, heightPx, values)
}

/** Which of `to` pixels one of `from` pixels lies on, even in part. */
const spanOf = (at: number, from: number, to: number): { readonly from: number; readonly to: number } => ({
  from: Math.floor((at * to) / from),
  to: Math.ceil(((at + 1) * to) / from),
})
