import type { Point } from './box.ts'
import { coveredFrom, type Plane } from './plane.ts'
import { tileBox, type TileCount, type TileGrid } from './tiles.ts'

/**
 * The border between covered and free pixels as closed paths in image pixels, through the middles of the pixel edges, so that a slanted
 * border becomes a slanted line and not a staircase. Tiles without a covered pixel are skipped.
 */
export function outlineOf(plane: Plane, grid: TileGrid, counts: readonly TileCount[]): readonly (readonly Point[])[] {
  const { alpha, widthPx } = plane
  const paths: (readonly Point[])[] = []
  const walked = new Set<number>()
  counts.forEach((count, tile) => {
    if (count.covered === 0) return
    const { x0, y0, x1, y1 } = tileBox(grid, tile)
    // In a tile that is covered whole, only its first row can lie on a border that runs along the top of its pixels.
    const rows = count.covered === (x1 - x0) * (y1 - y0) ? y0 + 1 : y1
    for (let y = y0; y < rows; y += 1) {
      for (let at = y * widthPx + x0; at < y * widthPx + x1; at += 1) {
        if ((alpha[at] ?? 0) < coveredFrom || (y > 0 && (alpha[at - widthPx] ?? 0) >= coveredFrom)) continue
        if (!walked.has(at)) paths.push(walk(plane, at - y * widthPx, y, walked))
      }
    }
  })
  return paths
}

/** Right, down, left, up: the way along a pixel's edges with the covered pixel on the right hand. */
const ways = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
] as const

/** Walks once around, starting on the top edge of a pixel, and notes every top edge on the way as walked. */
function walk(plane: Plane, startX: number, startY: number, walked: Set<number>): readonly Point[] {
  const path: Point[] = []
  let [x, y, way] = [startX, startY, 0]
  do {
    const step = ways[way] ?? ways[0]
    if (way === 0) walked.add(y * plane.widthPx + x)
    const middle = { x: x + step.x / 2, y: y + step.y / 2 }
    dropIfStraight(path, middle)
    path.push(middle)
    x += step.x
    y += step.y
    way = nextWay(plane, x, y, way)
  } while (x !== startX || y !== startY || way !== 0)
  return path
}

/** At a corner: turn left into a neighbour that is covered, go straight along the next pixel, or turn right around this one. */
function nextWay(plane: Plane, x: number, y: number, way: number): number {
  const ahead = ways[way] ?? ways[0]
  const right = ways[(way + 1) % 4] ?? ways[0]
  const centre = (side: -1 | 1) => ({ x: x + (ahead.x + side * right.x) / 2 - 0.5, y: y + (ahead.y + side * right.y) / 2 - 0.5 })
  const aheadRight = centre(1)
  const aheadLeft = centre(-1)
  if (!inside(plane, aheadRight.x, aheadRight.y)) return (way + 1) % 4
  if (inside(plane, aheadLeft.x, aheadLeft.y)) return (way + 3) % 4
  return way
}

/** A point between two others on one line adds nothing: long straight borders stay two points. */
function dropIfStraight(path: Point[], next: Point): void {
  const last = path.at(-1)
  const before = path.at(-2)
  if (last === undefined || before === undefined) return
  if ((last.x - before.x) * (next.y - last.y) === (last.y - before.y) * (next.x - last.x)) path.pop()
}

function inside(plane: Plane, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= plane.widthPx || y >= plane.heightPx) return false
  return (plane.alpha[y * plane.widthPx + x] ?? 0) >= coveredFrom
}
