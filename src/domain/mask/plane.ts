/** One value, 0..255, for each pixel, row by row from the top left: 255 = edit, 0 = keep, between = soft (product.md §2). */
export type Plane = { readonly widthPx: number; readonly heightPx: number; readonly values: Uint8Array }

/** From this value on a pixel counts as covered: half of full strength, rounded up. */
export const coveredFrom = 128

export function planeOf(widthPx: number, heightPx: number, values: Uint8Array = new Uint8Array(widthPx * heightPx)): Plane {
  if (values.length !== widthPx * heightPx)
    throw new Error(`a plane of ${widthPx} × ${heightPx} needs ${widthPx * heightPx} values, got ${values.length}`)
  return { widthPx, heightPx, values }
}

/** 255 wherever there is anything at all, else 0. */
export const hardened = ({ widthPx, heightPx, values }: Plane): Plane =>
  planeOf(
    widthPx,
    heightPx,
    values.map((value) => (value > 0 ? 255 : 0)),
  )
