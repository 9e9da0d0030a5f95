/** A rectangle of whole image pixels, half-open: `x1` and `y1` are outside. */
export type Box = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }

export type Point = { readonly x: number; readonly y: number }
export type Size = { readonly widthPx: number; readonly heightPx: number }

export const wholeOf = (size: Size): Box => ({ x0: 0, y0: 0, x1: size.widthPx, y1: size.heightPx })

export const isEmpty = (box: Box): boolean => box.x1 <= box.x0 || box.y1 <= box.y0

export function union(a: Box | null, b: Box): Box {
  if (a === null) return b
  return { x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) }
}

/** The box with `px` more on every side, inside the picture. */
export const widened = (size: Size, box: Box, px: number): Box => pixelsTouched(size, box.x0 - px, box.y0 - px, box.x1 + px, box.y1 + px)

/** The whole pixels that a box with fractional sides touches, inside the picture. */
export function pixelsTouched(size: Size, left: number, top: number, right: number, bottom: number): Box {
  return {
    x0: Math.max(0, Math.floor(left)),
    y0: Math.max(0, Math.floor(top)),
    x1: Math.min(size.widthPx, Math.ceil(right)),
    y1: Math.min(size.heightPx, Math.ceil(bottom)),
  }
}
