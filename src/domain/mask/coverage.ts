import { coveredFrom, type Plane } from './plane.ts'

export type Coverage = {
  /** Pixels with a value of at least 128. */
  readonly coveredPixels: number
  readonly totalPixels: number
  /** The smallest box that holds every covered pixel; `null` when none is. */
  readonly bbox: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null
}

/** Counts row by row and looks for a row's edges only where it holds something: a gate asks this of every mask. */
export function coverageOf({ widthPx, heightPx, values }: Plane): Coverage {
  let coveredPixels = 0
  let left = widthPx
  let right = -1
  let top = -1
  let bottom = -1
  for (let y = 0, start = 0; y < heightPx; y++, start += widthPx) {
    const end = start + widthPx
    let inRow = 0
    for (let at = start; at < end; at++) if ((values[at] as number) >= coveredFrom) inRow++
    if (inRow === 0) continue
    coveredPixels += inRow
    if (top < 0) top = y
    bottom = y
    let first = start
    while ((values[first] as number) < coveredFrom) first++
    let last = end - 1
    while ((values[last] as number) < coveredFrom) last--
    left = Math.min(left, first - start)
    right = Math.max(right, last - start)
  }
  const bbox = coveredPixels === 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
  return { coveredPixels, totalPixels: widthPx * heightPx, bbox }
}
