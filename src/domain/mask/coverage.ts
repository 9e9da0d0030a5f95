import { coveredFrom, type Plane } from './plane.ts'

export type Coverage = {
  /** Pixels with a value of at least 128. */
  readonly coveredPixels: number
  readonly totalPixels: number
  /** The smallest box that holds every covered pixel; `null` when none is. */
  readonly bbox: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null
}

export function coverageOf({ widthPx, heightPx, values }: Plane): Coverage {
  let coveredPixels = 0
  let left = widthPx
  let right = -1
  let top = -1
  let bottom = -1
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at++) {
      if ((values[at] ?? 0) < coveredFrom) continue
      coveredPixels++
      if (x < left) left = x
      if (x > right) right = x
      if (top < 0) top = y
      bottom = y
    }
  }
  const bbox = coveredPixels === 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
  return { coveredPixels, totalPixels: widthPx * heightPx, bbox }
}
