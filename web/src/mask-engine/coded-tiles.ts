import { wholeOf } from './box.ts'
import type { Plane } from './plane.ts'
import { decodeRuns, encodeRuns } from './run-length.ts'
import { eachTile, readTile, tileBox, tileGrid, writeTile } from './tiles.ts'

/** Pieces of a mask by tile number, run-length coded: a stroke's worth is a few KB. */
export type CodedTiles = ReadonlyMap<number, Uint8Array>

export function codedTiles(plane: Plane, tiles: Iterable<number>): CodedTiles {
  const grid = tileGrid(plane)
  return new Map(Array.from(tiles, (tile) => [tile, encodeRuns(readTile(plane, tileBox(grid, tile)))]))
}

/** Writes pieces over what a mask of the same size holds there. */
export function putTiles(plane: Plane, coded: CodedTiles): void {
  const grid = tileGrid(plane)
  for (const [tile, runs] of coded) {
    const box = tileBox(grid, tile)
    writeTile(plane, box, decodeRuns(runs, (box.x1 - box.x0) * (box.y1 - box.y0)))
  }
}

export function everyTile(plane: Plane): readonly number[] {
  const tiles: number[] = []
  eachTile(tileGrid(plane), wholeOf(plane), (tile) => tiles.push(tile))
  return tiles
}
