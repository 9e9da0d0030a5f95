import sharp from 'sharp'

/** 3 bytes a pixel, row by row. */
export type Picture = { readonly widthPx: number; readonly heightPx: number; readonly rgb: Uint8Array }

/** 1 byte a pixel; 255 = edit, 0 = keep, as ComfyUI's 1.0 and 0.0. */
export type Mask = { readonly widthPx: number; readonly heightPx: number; readonly values: Uint8Array }

/** ComfyUI gives every picture without transparency an empty mask of this size. */
const emptyMaskPx = 64

/**
 * What `LoadImage` makes of a file: the colours as they lie in it, transparent or not, and `mask = 1 - alpha`. Rejects when the bytes
 * are no picture.
 */
export async function loadPicture(file: string): Promise<{ readonly picture: Picture; readonly mask: Mask }> {
  const source = sharp(file, { failOn: 'error' })
  const { hasAlpha } = await source.metadata()
  const { data, info } = await source
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const pixels = info.width * info.height
  const rgb = new Uint8Array(pixels * 3)
  const values = new Uint8Array(pixels)
  for (let at = 0; at < pixels; at++) {
    rgb[at * 3] = data[at * 4] ?? 0
    rgb[at * 3 + 1] = data[at * 4 + 1] ?? 0
    rgb[at * 3 + 2] = data[at * 4 + 2] ?? 0
    values[at] = 255 - (data[at * 4 + 3] ?? 255)
  }
  const mask = hasAlpha ? { widthPx: info.width, heightPx: info.height, values } : emptyMask(emptyMaskPx, emptyMaskPx)
  return { picture: { widthPx: info.width, heightPx: info.height, rgb }, mask }
}

export const emptyMask = (widthPx: number, heightPx: number): Mask => ({ widthPx, heightPx, values: new Uint8Array(widthPx * heightPx) })

/** The latent is eight times smaller, so the VAE takes the middle of a picture whose sides are no multiples of 8. */
export function cropToEights(picture: Picture): Picture {
  const { widthPx, heightPx } = picture
  if (widthPx % 8 === 0 && heightPx % 8 === 0) return picture
  return { ...eights(picture), rgb: cropPlane(picture.rgb, picture, 3) }
}

export function cropMaskToEights(mask: Mask): Mask {
  if (mask.widthPx % 8 === 0 && mask.heightPx % 8 === 0) return mask
  return { ...eights(mask), values: cropPlane(mask.values, mask, 1) }
}

type Size = { readonly widthPx: number; readonly heightPx: number }

const eights = ({ widthPx, heightPx }: Size): Size => ({ widthPx: widthPx - (widthPx % 8), heightPx: heightPx - (heightPx % 8) })

function cropPlane(plane: Uint8Array, from: Size, channels: number): Uint8Array {
  const to = eights(from)
  const left = Math.floor((from.widthPx % 8) / 2)
  const top = Math.floor((from.heightPx % 8) / 2)
  const cropped = new Uint8Array(to.widthPx * to.heightPx * channels)
  for (let y = 0; y < to.heightPx; y++) {
    const start = ((y + top) * from.widthPx + left) * channels
    cropped.set(plane.subarray(start, start + to.widthPx * channels), y * to.widthPx * channels)
  }
  return cropped
}

/** Bilinear, as torch does it with `align_corners` off. */
export function resizeMask(mask: Mask, widthPx: number, heightPx: number): Mask {
  if (mask.widthPx === widthPx && mask.heightPx === heightPx) return mask
  const values = new Uint8Array(widthPx * heightPx)
  for (let y = 0; y < heightPx; y++) {
    const fromY = Math.max(0, ((y + 0.5) * mask.heightPx) / heightPx - 0.5)
    for (let x = 0; x < widthPx; x++) {
      const fromX = Math.max(0, ((x + 0.5) * mask.widthPx) / widthPx - 0.5)
      values[y * widthPx + x] = Math.round(between(mask, fromX, fromY))
    }
  }
  return { widthPx, heightPx, values }
}

function between(mask: Mask, x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const right = Math.min(left + 1, mask.widthPx - 1)
  const bottom = Math.min(top + 1, mask.heightPx - 1)
  const at = (column: number, row: number) => mask.values[row * mask.widthPx + column] ?? 0
  const above = at(left, top) * (1 - (x - left)) + at(right, top) * (x - left)
  const below = at(left, bottom) * (1 - (x - left)) + at(right, bottom) * (x - left)
  return above * (1 - (y - top)) + below * (y - top)
}

/**
 * A picture that went through the VAE and back: every pixel a little off, as recorded from real servers. Without it a client that
 * forgets to paste its own pixels back would look right here and be wrong everywhere else.
 */
export function throughVae(picture: Picture): Picture {
  const rgb = new Uint8Array(picture.rgb.length)
  for (let at = 0; at < rgb.length; at++) {
    const value = picture.rgb[at] ?? 0
    const drift = 1 + ((Math.imul(at, 2654435761) >>> 13) & 1)
    rgb[at] = value < 128 ? value + drift : value - drift
  }
  return { ...picture, rgb }
}

/** `share` of `over` on top of the rest of `under`, for pictures of one size. */
export function mix(under: Picture, over: Picture, share: number): Picture {
  if (share >= 1) return over
  return { ...over, rgb: over.rgb.map((value, at) => Math.round(value * share + (under.rgb[at] ?? 0) * (1 - share))) }
}

/** `over` as strongly as the mask says, and `under`, byte for byte, where it is 0. */
export function insideMask(under: Picture, over: Picture, mask: Mask): Picture {
  const rgb = under.rgb.slice()
  for (let at = 0; at < mask.values.length; at++) {
    const share = (mask.values[at] as number) / 255
    if (share === 0) continue
    for (let byte = at * 3; byte < at * 3 + 3; byte++) {
      rgb[byte] = Math.round((over.rgb[byte] as number) * share + (under.rgb[byte] as number) * (1 - share))
    }
  }
  return { ...under, rgb }
}
