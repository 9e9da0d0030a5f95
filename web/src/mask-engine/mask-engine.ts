import { isEmpty, union, wholeOf, type Box, type Point, type Size } from './box.ts'
import { evenlySpaced, spacingPx, stamp, stampsOf, type Brush, type Stamps } from './brush.ts'
import { maskHistory } from './history.ts'
import { outlineOf } from './outline.ts'
import { emptyPlane, type Blend, type Plane } from './plane.ts'
import { ellipsePath, fillPath, rectanglePath } from './shapes.ts'
import { countTile, eachTile, readTile, tileBox, tileGrid, writeTile, type TileCount } from './tiles.ts'

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

export type MaskEngine = {
  readonly plane: Plane
  facts(): MaskFacts
  /** Called after every finished change. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void
  /** Called with the pixels that changed, during a stroke too: what a picture of the mask must redraw. */
  onPixels(listener: (changed: Box) => void): () => void
  beginStroke(brush: Brush, blend: Blend, at: Point): void
  strokeTo(points: readonly Point[]): void
  /** Ends the stroke and keeps it as one step of undo. */
  endStroke(): void
  /** Takes the unfinished stroke back, as if it had never been. */
  rollBackStroke(): void
  drawing(): boolean
  fillRectangle(a: Point, b: Point, blend: Blend): void
  fillEllipse(a: Point, b: Point, blend: Blend): void
  fillLasso(path: readonly Point[], blend: Blend): void
  /** Adds or removes whole pixels, as a magic wand finds them; `chosen` holds one byte a pixel. */
  fillChosen(chosen: Uint8Array, blend: Blend): void
  fillAll(): void
  clear(): void
  invert(): void
  /** Replaces the whole mask, as one step that can be undone unless `fresh`. */
  replace(alpha: Uint8Array, fresh?: boolean): void
  undo(): void
  redo(): void
  undoBytes(): number
  outline(): readonly (readonly Point[])[]
}

type Stroke = { readonly stamps: Stamps; readonly blend: Blend; last: Point; left: number }

/** The mask of one picture. Knows nothing of screens: all points are image pixels, and 0,0 is the corner of the first. */
export function maskEngine(size: Size): MaskEngine {
  const plane = emptyPlane(size)
  const grid = tileGrid(size)
  const history = maskHistory(plane, grid)
  const counts: TileCount[] = Array.from({ length: grid.columns * grid.rows }, () => ({ covered: 0, box: null }))
  const listeners = new Set<() => void>()
  const pixelListeners = new Set<(changed: Box) => void>()
  let before = new Map<number, Uint8Array>()
  let stroke: Stroke | null = null
  let facts: MaskFacts = { coveragePct: 0, coveredPixels: 0, bounds: null, canUndo: false, canRedo: false, revision: 0 }

  const keepTiles = (box: Box): void => {
    if (isEmpty(box)) return
    eachTile(grid, box, (tile) => {
      if (!before.has(tile)) before.set(tile, readTile(plane, tileBox(grid, tile)))
    })
  }
  const changed = (box: Box | null): void => {
    if (box !== null && !isEmpty(box)) pixelListeners.forEach((listener) => listener(box))
  }
  const settle = (tiles: Iterable<number>): void => {
    for (const tile of tiles) counts[tile] = countTile(plane, tileBox(grid, tile))
    facts = factsOf(plane, counts, history.canUndo(), history.canRedo(), facts.revision + 1)
    listeners.forEach((listener) => listener())
  }
  const commit = (): void => {
    const touched = before
    before = new Map()
    if (touched.size > 0) history.push(touched)
    settle(touched.keys())
  }
  const change = (box: Box, draw: () => Box | null): void => {
    if (stroke !== null) return
    keepTiles(box)
    changed(draw())
    commit()
  }
  const everywhere = (next: (value: number, index: number) => number): void =>
    change(wholeOf(size), () => {
      for (let index = 0; index < plane.alpha.length; index += 1) plane.alpha[index] = next(plane.alpha[index] ?? 0, index)
      return wholeOf(size)
    })
  const stampAt = (at: Point, active: Stroke): Box => {
    const reach = active.stamps.brush.sizePx / 2 + 2
    const near = {
      x0: Math.max(0, Math.floor(at.x - reach)),
      y0: Math.max(0, Math.floor(at.y - reach)),
      x1: Math.min(size.widthPx, Math.ceil(at.x + reach)),
      y1: Math.min(size.heightPx, Math.ceil(at.y + reach)),
    }
    keepTiles(near)
    return stamp(plane, active.stamps, at, active.blend)
  }
  const step = (boxes: readonly Box[] | null): void => {
    if (boxes === null) return
    boxes.forEach(changed)
    settle(boxes.map((box) => Math.floor(box.y0 / 128) * grid.columns + Math.floor(box.x0 / 128)))
  }
  const fillAlong = (path: readonly Point[], blend: Blend): void => change(boundsOf(path, size), () => fillPath(plane, path, blend))

  return {
    plane,
    facts: () => facts,
    subscribe: (listener) => listen(listeners, listener),
    onPixels: (listener) => listen(pixelListeners, listener),
    beginStroke(brush, blend, at) {
      if (stroke !== null) return
      stroke = { stamps: stampsOf(brush), blend, last: at, left: 0 }
      changed(stampAt(at, stroke))
    },
    strokeTo(points) {
      if (stroke === null) return
      let dirty: Box | null = null
      for (const point of points) {
        const even = evenlySpaced(stroke.last, point, spacingPx(stroke.stamps.brush), stroke.left)
        for (const at of even.points) {
          const box = stampAt(at, stroke)
          if (!isEmpty(box)) dirty = union(dirty, box)
        }
        stroke.last = point
        stroke.left = even.left
      }
      changed(dirty)
    },
    endStroke() {
      if (stroke === null) return
      stroke = null
      commit()
    },
    rollBackStroke() {
      if (stroke === null) return
      stroke = null
      for (const [tile, values] of before) {
        writeTile(plane, tileBox(grid, tile), values)
        changed(tileBox(grid, tile))
      }
      before = new Map()
      settle([])
    },
    drawing: () => stroke !== null,
    fillRectangle: (a, b, blend) => fillAlong(rectanglePath(a, b), blend),
    fillEllipse: (a, b, blend) => fillAlong(ellipsePath(a, b), blend),
    fillLasso: fillAlong,
    fillChosen: (chosen, blend) => everywhere((value, index) => (chosen[index] === 0 ? value : blend === 'add' ? 255 : 0)),
    fillAll: () => everywhere(() => 255),
    clear: () => everywhere(() => 0),
    invert: () => everywhere((value) => 255 - value),
    replace(alpha, fresh = false) {
      everywhere((_, index) => alpha[index] ?? 0)
      if (fresh) history.forget()
      settle([])
    },
    undo: () => (stroke === null ? step(history.undo()) : undefined),
    redo: () => (stroke === null ? step(history.redo()) : undefined),
    undoBytes: () => history.bytes(),
    outline: () => outlineOf(plane, grid, counts),
  }
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function factsOf(plane: Plane, counts: readonly TileCount[], canUndo: boolean, canRedo: boolean, revision: number): MaskFacts {
  const coveredPixels = counts.reduce((total, count) => total + count.covered, 0)
  const bounds = counts.reduce<Box | null>((whole, count) => (count.box === null ? whole : union(whole, count.box)), null)
  return { coveragePct: Math.round((1000 * coveredPixels) / plane.alpha.length) / 10, coveredPixels, bounds, canUndo, canRedo, revision }
}

function boundsOf(path: readonly Point[], size: Size): Box {
  const xs = path.map((point) => point.x)
  const ys = path.map((point) => point.y)
  return {
    x0: Math.max(0, Math.floor(Math.min(...xs))),
    y0: Math.max(0, Math.floor(Math.min(...ys))),
    x1: Math.min(size.widthPx, Math.ceil(Math.max(...xs))),
    y1: Math.min(size.heightPx, Math.ceil(Math.max(...ys))),
  }
}
