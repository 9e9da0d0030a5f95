import type { Plane } from './plane.ts'

/** The picture that goes to the server: constant black, whose alpha is the mask (product.md §2.1). Bytes, never a canvas, which would round soft values. */
export function maskPixels(plane: Plane): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(plane.alpha.length * 4)
  for (let index = 0; index < plane.alpha.length; index += 1) rgba[index * 4 + 3] = plane.alpha[index] ?? 0
  return rgba
}

/** The mask for other programs: opaque grey, white = edit. */
export function greyPixels(plane: Plane): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(plane.alpha.length * 4)
  for (let index = 0; index < plane.alpha.length; index += 1) {
    rgba.fill(plane.alpha[index] ?? 0, index * 4, index * 4 + 3)
    rgba[index * 4 + 3] = 255
  }
  return rgba
}

/** The inverse of `maskPixels`. */
export function alphaOf(rgba: Uint8ClampedArray | Uint8Array): Uint8Array {
  const alpha = new Uint8Array(rgba.length / 4)
  for (let index = 0; index < alpha.length; index += 1) alpha[index] = rgba[index * 4 + 3] ?? 0
  return alpha
}

/** A stored mask is a grey picture, white = edit (product.md §2.3): its red is the mask. */
export function alphaOfGrey(rgba: Uint8ClampedArray | Uint8Array): Uint8Array {
  const alpha = new Uint8Array(rgba.length / 4)
  for (let index = 0; index < alpha.length; index += 1) alpha[index] = rgba[index * 4] ?? 0
  return alpha
}

/** A mask of unknown kind: its alpha where any of it is see-through, else its grey. */
export function alphaOfAny(rgba: Uint8ClampedArray | Uint8Array): Uint8Array {
  const alpha = alphaOf(rgba)
  return alpha.some((value) => value < 255) ? alpha : alphaOfGrey(rgba)
}
