import type { Box } from './box.ts'
import type { Plane } from './plane.ts'
import { decodeRuns, encodeRuns } from './run-length.ts'
import { readTile, tileBox, writeTile, type TileGrid } from './tiles.ts'

/** One step back: the tiles a change touched, as they were before it. */
type Step = { readonly tiles: ReadonlyMap<number, Uint8Array>; readonly bytes: number }

export type History = {
  /** Notes a finished change. `before` holds the values of every tile it touched. */
  push(before: ReadonlyMap<number, Uint8Array>): void
  /** Takes the last change back; answers the boxes that changed, or null when there is nothing to take back. */
  undo(): readonly Box[] | null
  redo(): readonly Box[] | null
  canUndo(): boolean
  canRedo(): boolean
  bytes(): number
  forget(): void
}

const mostBytes = 64 * 1024 * 1024

/** Undo by 128 px tiles, run-length coded; the oldest steps are dropped when all of them together pass 64 MB. */
export function maskHistory(plane: Plane, grid: TileGrid, limitBytes = mostBytes): History {
  let done: Step[] = []
  let undone: Step[] = []
  let bytes = 0

  const swap = (from: Step[], to: Step[]): readonly Box[] | null => {
    const step = from.pop()
    if (step === undefined) return null
    const inverse = stepOf(new Map([...step.tiles.keys()].map((tile) => [tile, readTile(plane, tileBox(grid, tile))])))
    to.push(inverse)
    bytes += inverse.bytes - step.bytes
    return [...step.tiles].map(([tile, coded]) => {
      const box = tileBox(grid, tile)
      writeTile(plane, box, decodeRuns(coded, (box.x1 - box.x0) * (box.y1 - box.y0)))
      return box
    })
  }

  return {
    push(before) {
      const step = stepOf(before)
      bytes += step.bytes - sum(undone)
      undone = []
      done.push(step)
      while (bytes > limitBytes && done.length > 1) bytes -= done.shift()?.bytes ?? 0
    },
    undo: () => swap(done, undone),
    redo: () => swap(undone, done),
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
    bytes: () => bytes,
    forget() {
      done = []
      undone = []
      bytes = 0
    },
  }
}

function stepOf(before: ReadonlyMap<number, Uint8Array>): Step {
  const tiles = new Map([...before].map(([tile, values]) => [tile, encodeRuns(values)]))
  return { tiles, bytes: [...tiles.values()].reduce((total, coded) => total + coded.length, 0) }
}

const sum = (steps: readonly Step[]): number => steps.reduce((total, step) => total + step.bytes, 0)
