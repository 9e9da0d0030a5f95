import { coverageOf } from './coverage.ts'
import { engineMask } from './masks.ts'
import type { Plane } from './plane.ts'

/** A part of a picture, in its pixels. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** On each side, of the box's own size: enough to see what the change must fit. */
const contextShare = 0.25

/**
 * What is drawn of a picture when only the masked area is: the box of all that the engine may touch, with context, within the picture.
 * Holds the paste mask, as the engine mask does. `null` where nothing is painted.
 */
export function maskedArea(painted: Plane, growPx: number): Box | null {
  const { bbox } = coverageOf(engineMask(painted, growPx))
  if (bbox === null) return null
  const besideX = Math.ceil(bbox.width * contextShare)
  const besideY = Math.ceil(bbox.height * contextShare)
  const x = Math.max(0, bbox.x - besideX)
  const y = Math.max(0, bbox.y - besideY)
  return {
    x,
    y,
    width: Math.min(painted.widthPx, bbox.x + bbox.width + besideX) - x,
    height: Math.min(painted.heightPx, bbox.y + bbox.height + besideY) - y,
  }
}
