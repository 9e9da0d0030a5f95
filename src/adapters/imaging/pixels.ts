import sharp, { type PngOptions, type Sharp } from 'sharp'
import { ImagingFailed, type Size } from '../../application/ports/image-codec.ts'
import type { Plane } from '../../domain/mask/plane.ts'
import { onlyPixels } from './png-walk.ts'

/** No picture has more pixels than this; what announces more is never inflated. */
export const longestSidePx = 4096
export const decoding = { limitInputPixels: longestSidePx * longestSidePx, failOn: 'warning', ignoreIcc: true } as const

/** Red, green and blue of each pixel, row by row, 8 bits each. */
export type RgbPicture = Size & { readonly values: Uint8Array }

/** Level 2 with adaptive filters: a third smaller than the library's default in the same time (measured, see bench/). */
const encoding = { compressionLevel: 2, adaptiveFiltering: true, palette: false } as const

/** A mask is runs of the same value: filters make it no smaller and take six times as long (12 against 2 ms for 1024²). */
const flatEncoding = { ...encoding, adaptiveFiltering: false } as const

/** Colours of a picture as stored, untouched by any profile; alpha is dropped and never multiplied in. Throws what the decoder throws. */
export async function decodeRgb(picture: Uint8Array): Promise<RgbPicture> {
  // In two steps: within one pipeline the library would move the removal of alpha behind other operations.
  const { data, info } = await sharp(picture, decoding).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { widthPx: info.width, heightPx: info.height, values: threeChannels(data, info.channels) }
}

function threeChannels(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data
  const pixels = data.length / channels
  const values = new Uint8Array(pixels * 3)
  const isGrey = channels < 3
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * channels
    values[pixel * 3] = data[from] ?? 0
    values[pixel * 3 + 1] = data[isGrey ? from : from + 1] ?? 0
    values[pixel * 3 + 2] = data[isGrey ? from : from + 2] ?? 0
  }
  return values
}

/** Our own stored mask: 8-bit grey. */
export async function decodePlane(mask: Uint8Array): Promise<Plane> {
  const { data, info } = await sharp(mask, decoding).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  if (info.channels !== 1) throw new ImagingFailed(`a stored mask has one channel, this one has ${info.channels}`)
  return { widthPx: info.width, heightPx: info.height, values: data }
}

/** The alpha of a picture that has one, value for value. */
export async function decodeAlpha(picture: Uint8Array): Promise<Plane> {
  const { data, info } = await sharp(picture, decoding)
    .extractChannel('alpha')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { widthPx: info.width, heightPx: info.height, values: data }
}

export const encodeRgb = (picture: RgbPicture): Promise<Uint8Array> => encoded(raw(picture, 3))

/** From raw bytes on purpose: colours under alpha 0 reach the file as they are. */
export const encodeRgba = (picture: RgbPicture): Promise<Uint8Array> => encoded(raw(picture, 4))

export const encodePlane = (plane: Plane): Promise<Uint8Array> => encoded(raw(plane, 1).toColourspace('b-w'), flatEncoding)

const raw = ({ widthPx, heightPx, values }: RgbPicture, channels: 1 | 3 | 4): Sharp =>
  sharp(values, { raw: { width: widthPx, height: heightPx, channels } })

/** The library writes a resolution that nobody set; our files carry pixels and nothing else. */
const encoded = async (picture: Sharp, options: PngOptions = encoding): Promise<Uint8Array> =>
  onlyPixels(await picture.png(options).toBuffer())

export const sameSize = (one: Size, other: Size): boolean => one.widthPx === other.widthPx && one.heightPx === other.heightPx

export const inWords = ({ widthPx, heightPx }: Size): string => `${widthPx} × ${heightPx} px`
