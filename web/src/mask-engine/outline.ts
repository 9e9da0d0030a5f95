import type { Point } from './box.ts'
import { coveredFrom, type Plane } from './plane.ts'
import { tileBox, tileOf, type TileGrid } from './tiles.ts'

/** A closed path along the border, what it was walked over, and the pixels (as indexes) whose top edge lies on it. */
type Contour = { readonly path: readonly Point[]; readonly tiles: ReadonlySet<number>; readonly tops: readonly number[] }

export type MaskOutline = {
  /** Tells that pixels of these tiles are others now. */
  touch(tiles: Iterable<number>): void
  paths(): readonly (readonly Point[])[]
}

/**
 * The border between covered and free pixels as closed paths in image pixels, through the middles of the pixel edges, so that a slanted
 * border becomes a slanted line and not a staircase. Only contours that run through touched tiles are walked again.
 */
export function maskOutline(plane: Plane, grid: TileGrid): MaskOutline {
  const touched = new Set<number>()
  let contours: readonly Contour[] = []
  const retrace = (): void => {
    const kept = contours.filter(({ tiles }) => !meets(tiles, touched))
    const dropped = contours.filter(({ tiles }) => meets(tiles, touched))
    const walked = new Set<number>()
    const made: Contour[] = []
    // A new border either has its top in a touched tile, or outside of them is a piece of one that was dropped.
    const begin = (at: number): void => {
      if (walked.has(at) || !isTop(plane, at)) return
      const contour = walk(plane, grid, at)
      contour.tops.forEach((top) => walked.add(top))
      made.push(contour)
    }
    for (const { tops } of dropped) tops.forEach(begin)
    for (const tile of touched) eachTop(plane, grid, tile, begin)
    contours = [...kept, ...made]
    touched.clear()
  }
  return {
    touch(tiles) {
      for (const tile of tiles) touched.add(tile)
    },
    paths() {
      if (touched.size > 0) retrace()
      return contours.map(({ path }) => path)
    },
  }
}

function meets(tiles: ReadonlySet<number>, others: ReadonlySet<number>): boolean {
  for (const tile of others) if (tiles.has(tile)) return true
  return false
}

/** Covered, with a free pixel or the picture's rim above it. */
const isTop = ({ alpha, widthPx }: Plane, at: number): boolean =>
  (alpha[at] ?? 0) >= coveredFrom && (at < widthPx || (alpha[at - widthPx] ?? 0) < coveredFrom)

/** Every pixel of a tile with its top on the border, and of the row below it: their tops lie against this tile. */
function eachTop(plane: Plane, grid: TileGrid, tile: number, visit: (at: number) => void): void {
  const { x0, y0, x1, y1 } = tileBox(grid, tile)
  for (let y = y0; y < Math.min(plane.heightPx, y1 + 1); y += 1) {
    for (let at = y * plane.widthPx + x0; at < y * plane.widthPx + x1; at += 1) if (isTop(plane, at)) visit(at)
  }
}

/** Right, down, left, up: the way along a pixel's edges with the covered pixel on the right hand. */
const stepX = [1, 0, -1, 0] as const
const stepY = [0, 1, 0, -1] as const
/** From a corner to the pixel ahead of it on the right hand, by way. Ahead on the left hand lies the one of the way before. */
const aheadX = [0, -1, -1, 0] as const
const aheadY = [0, 0, -1, -1] as const

/** Walks once around, starting on the top edge of a pixel. */
function walk(plane: Plane, grid: TileGrid, start: number): Contour {
  const startX = start % plane.widthPx
  const startY = (start - startX) / plane.widthPx
  const [path, tops, tiles]: [Point[], number[], Set<number>] = [[], [], new Set()]
  let [x, y, way] = [startX, startY, 0]
  do {
    if (way === 0) tops.push(y * plane.widthPx + x)
    const middle = { x: x + (stepX[way] ?? 0) / 2, y: y + (stepY[way] ?? 0) / 2 }
    dropIfStraight(path, middle)
    path.push(middle)
    x += stepX[way] ?? 0
    y += stepY[way] ?? 0
    way = nextWay(plane, x, y, way)
    noteTiles(tiles, grid, x, y)
  } while (x !== startX || y !== startY || way !== 0)
  return { path, tops, tiles }
}

/** The way that is taken at a corner depends on the four pixels around it, and so on the tiles that these are in. */
function noteTiles(tiles: Set<number>, grid: TileGrid, x: number, y: number): void {
  const here = tileOf(grid, Math.min(x, grid.widthPx - 1), Math.min(y, grid.heightPx - 1))
  const before = tileOf(grid, Math.max(0, x - 1), Math.max(0, y - 1))
  tiles.add(here)
  if (here === before) return
  tiles.add(before)
  tiles.add(tileOf(grid, Math.max(0, x - 1), Math.min(y, grid.heightPx - 1)))
  tiles.add(tileOf(grid, Math.min(x, grid.widthPx - 1), Math.max(0, y - 1)))
}

/** At a corner: turn left into a neighbour that is covered, go straight along the next pixel, or turn right around this one. */
function nextWay(plane: Plane, x: number, y: number, way: number): number {
  const left = (way + 3) % 4
  if (!covered(plane, x + (aheadX[way] ?? 0), y + (aheadY[way] ?? 0))) return (way + 1) % 4
  return covered(plane, x + (aheadX[left] ?? 0), y + (aheadY[left] ?? 0)) ? left : way
}

function covered(plane: Plane, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= plane.widthPx || y >= plane.heightPx) return false
  return (plane.alpha[y * plane.widthPx + x] ?? 0) >= coveredFrom
}

/** A point between two others on one line adds nothing: long straight borders stay two points. */
function dropIfStraight(path: Point[], next: Point): void {
  const last = path.at(-1)
  const before = path.at(-2)
  if (last === undefined || before === undefined) return
  if ((last.x - before.x) * (next.y - last.y) === (last.y - before.y) * (next.x - last.x)) path.pop()
}
