import type { Size } from './box.ts'

/** The truth of a mask: one alpha value a pixel of the picture, row by row; 255 = edit, 0 = keep. */
export type Plane = Size & { readonly alpha: Uint8Array }

/** A pixel counts as covered from here on, in the editor as on the server (product.md §2.3). */
export const coveredFrom = 128

export type Blend = 'add' | 'remove'

export function emptyPlane(size: Size): Plane {
  return { widthPx: size.widthPx, heightPx: size.heightPx, alpha: new Uint8Array(size.widthPx * size.heightPx) }
}

/**
 * Adding keeps the larger value and removing the smaller, so a stroke over itself changes nothing: that is what lets strokes go
 * straight into the plane without a buffer of their own.
 */
export function blendPixel(plane: Plane, index: number, strength: number, blend: Blend): void {
  const before = plane.alpha[index] ?? 0
  if (blend === 'add') {
    if (strength > before) plane.alpha[index] = strength
  } else if (255 - strength < before) {
    plane.alpha[index] = 255 - strength
  }
}
