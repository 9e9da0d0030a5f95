import { isEmpty, pixelsTouched, type Box, type Point } from './box.ts'
import { blendPixel, type Blend, type Plane } from './plane.ts'

/** Sub-rows a pixel row is cut into; across a row coverage is exact. */
const subRows = 4

/** Fills a closed path with antialiased edges, non-zero winding, so a lasso that crosses itself has no holes. Answers the touched pixels. */
export function fillPath(plane: Plane, path: readonly Point[], blend: Blend): Box | null {
  if (path.length < 3) return null
  const xs = path.map((point) => point.x)
  const ys = path.map((point) => point.y)
  const box = pixelsTouched(plane, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
  if (isEmpty(box)) return null
  const row = new Float32Array(box.x1 - box.x0)
  for (let y = box.y0; y < box.y1; y += 1) {
    row.fill(0)
    for (let sub = 0; sub < subRows; sub += 1) {
      for (const [left, right] of spansAt(path, y + (sub + 0.5) / subRows)) cover(row, left - box.x0, right - box.x0)
    }
    for (let x = box.x0; x < box.x1; x += 1) {
      const strength = Math.round(255 * Math.min(1, (row[x - box.x0] ?? 0) / subRows))
      if (strength > 0) blendPixel(plane, y * plane.widthPx + x, strength, blend)
    }
  }
  return box
}

/** The box between two corners, on whole pixels: its sides stay sharp. */
export function rectanglePath(a: Point, b: Point): readonly Point[] {
  const [left, right] = [Math.round(Math.min(a.x, b.x)), Math.round(Math.max(a.x, b.x))]
  const [top, bottom] = [Math.round(Math.min(a.y, b.y)), Math.round(Math.max(a.y, b.y))]
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
}

/** The ellipse in the box between two corners, with corners so many that none strays a tenth of a pixel. */
export function ellipsePath(a: Point, b: Point): readonly Point[] {
  const radiusX = Math.abs(a.x - b.x) / 2
  const radiusY = Math.abs(a.y - b.y) / 2
  const corners = Math.max(24, Math.ceil(Math.PI / Math.acos(1 - Math.min(0.5, 0.1 / Math.max(1, radiusX, radiusY)))))
  return Array.from({ length: corners }, (_, corner) => {
    const turn = (2 * Math.PI * corner) / corners
    return { x: (a.x + b.x) / 2 + radiusX * Math.cos(turn), y: (a.y + b.y) / 2 + radiusY * Math.sin(turn) }
  })
}

/** Where a horizontal line is inside the path: pairs of left and right. */
function spansAt(path: readonly Point[], y: number): readonly (readonly [number, number])[] {
  const crossings: { readonly x: number; readonly turn: number }[] = []
  for (let index = 0; index < path.length; index += 1) {
    const a = path[index]
    const b = path[(index + 1) % path.length]
    if (a === undefined || b === undefined || a.y <= y === b.y <= y) continue
    crossings.push({ x: a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x), turn: a.y <= y ? 1 : -1 })
  }
  crossings.sort((one, other) => one.x - other.x)
  const spans: [number, number][] = []
  let winding = 0
  let start = 0
  for (const crossing of crossings) {
    if (winding === 0) start = crossing.x
    winding += crossing.turn
    if (winding === 0) spans.push([start, crossing.x])
  }
  return spans
}

/** Adds a span to a row of pixels, the parts of its first and last pixel included. */
function cover(row: Float32Array, left: number, right: number): void {
  const from = Math.max(0, left)
  const to = Math.min(row.length, right)
  for (let x = Math.floor(from); x < to; x += 1) row[x] = (row[x] ?? 0) + Math.min(to, x + 1) - Math.max(from, x)
}
