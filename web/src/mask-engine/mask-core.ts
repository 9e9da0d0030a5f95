import { isEmpty, union, type Box, type Size } from './box.ts'
import { maskHistory, type History } from './history.ts'
import { maskOutline, type MaskOutline } from './outline.ts'
import { emptyPlane, type Plane } from './plane.ts'
import { countTile, eachTile, readTile, tileBox, tileGrid, tileOf, writeTile, type TileCount, type TileGrid } from './tiles.ts'

/** What people see of the mask in words. A new object for every finished change, the same object in between. */
export type MaskFacts = {
  /** 0..100, one decimal; pixels with alpha of at least 128. */
  readonly coveragePct: number
  readonly coveredPixels: number
  /** The smallest box around the covered pixels. */
  readonly bounds: Box | null
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Grows with every finished change, undo and redo included. */
  readonly revision: number
}

/** The plane with its bookkeeping: whoever writes to it keeps the tiles first, tells what changed, and commits or rolls back. */
export type MaskCore = {
  readonly plane: Plane
  readonly grid: TileGrid
  readonly history: History
  readonly counts: readonly TileCount[]
  readonly outline: MaskOutline
  facts(): MaskFacts
  /** Remembers the tiles under a box as they are, once a change, before the first pixel of them is written. */
  keep(box: Box): void
  /** Tells that pixels were written. */
  changed(box: Box | null): void
  /** Makes everything since the last commit one step of undo. */
  commit(): void
  rollBack(): void
  /** One step back or forward, as `history` answered it. */
  stepped(boxes: readonly Box[] | null): void
  subscribe(listener: (tiles: readonly number[]) => void): () => void
  onPixels(listener: (changed: Box) => void): () => void
}

export function maskCore(size: Size): MaskCore {
  const plane = emptyPlane(size)
  const grid = tileGrid(size)
  const history = maskHistory(plane, grid)
  const outline = maskOutline(plane, grid)
  const counts: TileCount[] = Array.from({ length: grid.columns * grid.rows }, () => ({ covered: 0, box: null, filled: false }))
  const listeners = new Set<(tiles: readonly number[]) => void>()
  const pixelListeners = new Set<(changed: Box) => void>()
  let before = new Map<number, Uint8Array>()
  let facts: MaskFacts = { coveragePct: 0, coveredPixels: 0, bounds: null, canUndo: false, canRedo: false, revision: 0 }

  const changed = (box: Box | null): void => {
    if (box !== null && !isEmpty(box)) pixelListeners.forEach((listener) => listener(box))
  }
  const settle = (tiles: readonly number[]): void => {
    outline.touch(tiles)
    for (const tile of tiles) counts[tile] = countTile(plane, tileBox(grid, tile))
    facts = { ...sumOf(plane, counts), canUndo: history.canUndo(), canRedo: history.canRedo(), revision: facts.revision + 1 }
    listeners.forEach((listener) => listener(tiles))
  }
  return {
    plane,
    grid,
    history,
    counts,
    outline,
    facts: () => facts,
    keep(box) {
      if (isEmpty(box)) return
      eachTile(grid, box, (tile) => {
        if (!before.has(tile)) before.set(tile, readTile(plane, tileBox(grid, tile)))
      })
    },
    changed,
    commit() {
      // Taking away where nothing is, or filling what is full, is no step: undo would seem to do nothing, and what can be redone would go.
      const touched = new Map([...before].filter(([tile, values]) => !isAsItWas(plane, tileBox(grid, tile), values)))
      before = new Map()
      if (touched.size > 0) history.push(touched)
      settle([...touched.keys()])
    },
    rollBack() {
      before.forEach((values, tile) => {
        writeTile(plane, tileBox(grid, tile), values)
        changed(tileBox(grid, tile))
      })
      before = new Map()
      settle([])
    },
    stepped(boxes) {
      if (boxes === null) return
      boxes.forEach(changed)
      settle(boxes.map((box) => tileOf(grid, box.x0, box.y0)))
    },
    subscribe: (listener) => listen(listeners, listener),
    onPixels: (listener) => listen(pixelListeners, listener),
  }
}

function isAsItWas(plane: Plane, box: Box, before: Uint8Array): boolean {
  const now = readTile(plane, box)
  return before.every((value, at) => value === now[at])
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function sumOf(plane: Plane, counts: readonly TileCount[]): Pick<MaskFacts, 'coveragePct' | 'coveredPixels' | 'bounds'> {
  const coveredPixels = counts.reduce((total, count) => total + count.covered, 0)
  const bounds = counts.reduce<Box | null>((whole, count) => (count.box === null ? whole : union(whole, count.box)), null)
  return { coveragePct: Math.round((1000 * coveredPixels) / plane.alpha.length) / 10, coveredPixels, bounds }
}
