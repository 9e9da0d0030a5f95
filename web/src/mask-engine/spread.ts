import type { Box } from './box.ts'
import type { Plane } from './plane.ts'

/**
 * Moves the edge of the mask outwards by `byPx`, or inwards where that is negative, inside `box`; soft edges stay as soft as they are.
 * What lies outside the picture counts as neither, so a mask at the border stays there.
 */
export function spread(plane: Plane, box: Box, byPx: number): void {
  const before = plane.alpha.slice()
  const outwards = byPx > 0
  for (const { dx, dy } of discOffsets(Math.abs(byPx))) {
    const [x0, x1] = [Math.max(box.x0, -dx), Math.min(box.x1, plane.widthPx - dx)]
    const [y0, y1] = [Math.max(box.y0, -dy), Math.min(box.y1, plane.heightPx - dy)]
    for (let y = y0; y < y1; y += 1) {
      const row = y * plane.widthPx
      const from = (y + dy) * plane.widthPx + dx
      for (let x = x0; x < x1; x += 1) {
        const near = before[from + x] ?? 0
        const here = plane.alpha[row + x] ?? 0
        if (outwards ? near > here : near < here) plane.alpha[row + x] = near
      }
    }
  }
}

/** Every way from the middle of a disc to one of its pixels. */
function discOffsets(radiusPx: number): readonly { readonly dx: number; readonly dy: number }[] {
  const sides = Array.from({ length: radiusPx * 2 + 1 }, (_, at) => at - radiusPx)
  return sides.flatMap((dy) => sides.map((dx) => ({ dx, dy }))).filter(({ dx, dy }) => dx * dx + dy * dy <= radiusPx * radiusPx)
}
