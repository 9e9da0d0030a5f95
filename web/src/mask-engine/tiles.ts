import type { Box, Size } from './box.ts'
import { coveredFrom, type Plane } from './plane.ts'

export const tilePx = 128

/** How the picture is cut for undo, coverage and outline: squares of 128 px, the last column and row narrower. */
export type TileGrid = Size & { readonly columns: number; readonly rows: number }

export function tileGrid(size: Size): TileGrid {
  return { ...size, columns: Math.ceil(size.widthPx / tilePx), rows: Math.ceil(size.heightPx / tilePx) }
}

export const tileOf = (grid: TileGrid, x: number, y: number): number => Math.floor(y / tilePx) * grid.columns + Math.floor(x / tilePx)

export function tileBox(grid: TileGrid, tile: number): Box {
  const x0 = (tile % grid.columns) * tilePx
  const y0 = Math.floor(tile / grid.columns) * tilePx
  return { x0, y0, x1: Math.min(grid.widthPx, x0 + tilePx), y1: Math.min(grid.heightPx, y0 + tilePx) }
}

/** Calls back with every tile that a box touches. */
export function eachTile(grid: TileGrid, box: Box, visit: (tile: number) => void): void {
  const lastColumn = Math.floor((box.x1 - 1) / tilePx)
  const lastRow = Math.floor((box.y1 - 1) / tilePx)
  for (let row = Math.floor(box.y0 / tilePx); row <= lastRow; row += 1) {
    for (let column = Math.floor(box.x0 / tilePx); column <= lastColumn; column += 1) visit(row * grid.columns + column)
  }
}

/** Copies the values of a tile, or of any box, out of the plane, row by row. */
export function readTile(plane: Plane, box: Box): Uint8Array<ArrayBuffer> {
  const width = box.x1 - box.x0
  const values = new Uint8Array(width * (box.y1 - box.y0))
  for (let y = box.y0; y < box.y1; y += 1) {
    const from = y * plane.widthPx + box.x0
    values.set(plane.alpha.subarray(from, from + width), (y - box.y0) * width)
  }
  return values
}

export function writeTile(plane: Plane, box: Box, values: Uint8Array): void {
  const width = box.x1 - box.x0
  for (let y = box.y0; y < box.y1; y += 1) {
    plane.alpha.set(values.subarray((y - box.y0) * width, (y - box.y0 + 1) * width), y * plane.widthPx + box.x0)
  }
}

/** `filled`: there is something in it, covered or softer. */
export type TileCount = { readonly covered: number; readonly box: Box | null; readonly filled: boolean }

/** Covered pixels of one tile and the smallest box around them. */
export function countTile(plane: Plane, box: Box): TileCount {
  let covered = 0
  let filled = false
  let [x0, y0, x1, y1] = [box.x1, box.y1, box.x0, box.y0]
  for (let y = box.y0; y < box.y1; y += 1) {
    const row = y * plane.widthPx
    for (let x = box.x0; x < box.x1; x += 1) {
      const strength = plane.alpha[row + x] ?? 0
      if (strength > 0) filled = true
      if (strength < coveredFrom) continue
      covered += 1
      if (x < x0) x0 = x
      if (x >= x1) x1 = x + 1
      if (y < y0) y0 = y
      if (y >= y1) y1 = y + 1
    }
  }
  return { covered, box: covered === 0 ? null : { x0, y0, x1, y1 }, filled }
}
