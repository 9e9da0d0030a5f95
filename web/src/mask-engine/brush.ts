import { pixelsTouched, type Box, type Point } from './box.ts'
import { blendPixel, type Blend, type Plane } from './plane.ts'

/** `sizePx` is the diameter in image pixels; `hardness` 0..1 is the part of the radius that is full. */
export type Brush = { readonly sizePx: number; readonly hardness: number }

/** Stamps of one brush, made once for each quarter pixel, because the same circle is stamped hundreds of times in a stroke. */
export type Stamps = { readonly brush: Brush; readonly made: Map<number, Kernel> }
type Kernel = { readonly reachPx: number; readonly side: number; readonly values: Uint8Array }

const phases = 4

export const stampsOf = (brush: Brush): Stamps => ({ brush, made: new Map() })

/** Distance between two stamps of a stroke: a twentieth of the size leaves a ripple far below one pixel at the edge. */
export const spacingPx = (brush: Brush): number => Math.max(0.5, brush.sizePx / 20)

/** Puts one stamp with its centre at `at` (image pixels, 0,0 is the corner of the first pixel); answers the pixels it may have changed. */
export function stamp(plane: Plane, stamps: Stamps, at: Point, blend: Blend): Box {
  const quarterX = Math.round(at.x * phases)
  const quarterY = Math.round(at.y * phases)
  const column = Math.floor(quarterX / phases)
  const row = Math.floor(quarterY / phases)
  const kernel = kernelFor(stamps, quarterX - column * phases, quarterY - row * phases)
  const box = pixelsTouched(plane, column - kernel.reachPx, row - kernel.reachPx, column + kernel.reachPx + 1, row + kernel.reachPx + 1)
  for (let y = box.y0; y < box.y1; y += 1) {
    const line = (y - row + kernel.reachPx) * kernel.side - column + kernel.reachPx
    for (let x = box.x0; x < box.x1; x += 1) {
      const strength = kernel.values[line + x] ?? 0
      if (strength !== 0) blendPixel(plane, y * plane.widthPx + x, strength, blend)
    }
  }
  return box
}

/**
 * Points at even distances along a line, whatever distances the pointer reported. `left` is what remained of the last gap; the answer
 * carries what remains now, so that one stroke has one rhythm over many events.
 */
export function evenlySpaced(
  from: Point,
  to: Point,
  gapPx: number,
  left: number,
): { readonly points: readonly Point[]; readonly left: number } {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const points: Point[] = []
  let along = gapPx - left
  for (; along <= length; along += gapPx) {
    const part = along / length
    points.push({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part })
  }
  return { points, left: length - (along - gapPx) }
}

function kernelFor(stamps: Stamps, phaseX: number, phaseY: number): Kernel {
  const name = phaseY * phases + phaseX
  const known = stamps.made.get(name)
  if (known !== undefined) return known
  const made = kernelAt(stamps.brush, phaseX / phases, phaseY / phases)
  stamps.made.set(name, made)
  return made
}

function kernelAt(brush: Brush, offsetX: number, offsetY: number): Kernel {
  const radius = brush.sizePx / 2
  const reachPx = Math.ceil(radius) + 1
  const side = reachPx * 2 + 1
  const values = new Uint8Array(side * side)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const distance = Math.hypot(x - reachPx + 0.5 - offsetX, y - reachPx + 0.5 - offsetY)
      values[y * side + x] = Math.round(255 * strengthAt(distance, radius, brush.hardness))
    }
  }
  return { reachPx, side, values }
}

/** Full inside the hard part, a smooth slope to the rim, and one pixel of antialiasing for a brush without a slope. */
function strengthAt(distance: number, radius: number, hardness: number): number {
  const hard = radius * hardness
  const slope = radius - hard
  if (slope < 1) return Math.min(1, Math.max(0, radius - distance + 0.5))
  if (distance <= hard) return 1
  if (distance >= radius) return 0
  const part = 1 - (distance - hard) / slope
  return part * part * (3 - 2 * part)
}
