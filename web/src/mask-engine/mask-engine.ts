import { isEmpty, pixelsTouched, union, widened, wholeOf, type Box, type Point, type Size } from './box.ts'
import { evenlySpaced, spacingPx, stamp, stampsOf, type Brush, type Stamps } from './brush.ts'
import { maskCore, type MaskCore, type MaskFacts } from './mask-core.ts'
import type { Blend, Plane } from './plane.ts'
import { ellipsePath, fillPath, rectanglePath } from './shapes.ts'
import { spread } from './spread.ts'
import { tileBox } from './tiles.ts'

export type MaskEngine = {
  readonly plane: Plane
  facts(): MaskFacts
  /** Called after every finished change, with the numbers of the tiles that it touched. Returns the unsubscriber. */
  subscribe(listener: (tiles: readonly number[]) => void): () => void
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
  /** Moves the edge outwards by `byPx`, or inwards where that is negative. */
  spread(byPx: number): void
  /** Replaces the whole mask, as one step that can be undone unless `fresh`. */
  replace(alpha: Uint8Array, fresh?: boolean): void
  undo(): void
  redo(): void
  undoBytes(): number
  outline(): readonly (readonly Point[])[]
  /** The tiles that have anything in them, as one box; null for an empty mask. */
  filled(): Box | null
}

type Strokes = Pick<MaskEngine, 'beginStroke' | 'strokeTo' | 'endStroke' | 'rollBackStroke' | 'drawing'>
type Fills = Pick<
  MaskEngine,
  'fillRectangle' | 'fillEllipse' | 'fillLasso' | 'fillChosen' | 'fillAll' | 'clear' | 'invert' | 'spread' | 'replace'
>
type Stroke = { readonly stamps: Stamps; readonly blend: Blend; last: Point; left: number }

/** The mask of one picture. Knows nothing of screens: all points are image pixels, and 0,0 is the corner of the first. */
export function maskEngine(size: Size): MaskEngine {
  const core = maskCore(size)
  const strokes = strokesOn(core)
  return {
    plane: core.plane,
    facts: core.facts,
    subscribe: core.subscribe,
    onPixels: core.onPixels,
    ...strokes,
    ...fillsOn(core, strokes.drawing, () => filledOf(core)),
    undo: () => (strokes.drawing() ? undefined : core.stepped(core.history.undo())),
    redo: () => (strokes.drawing() ? undefined : core.stepped(core.history.redo())),
    undoBytes: core.history.bytes,
    outline: core.outline.paths,
    filled: () => filledOf(core),
  }
}

function strokesOn(core: MaskCore): Strokes {
  let stroke: Stroke | null = null
  const stampAt = (at: Point, { stamps, blend }: Stroke): Box => {
    const reach = stamps.brush.sizePx / 2 + 2
    core.keep(pixelsTouched(core.plane, at.x - reach, at.y - reach, at.x + reach, at.y + reach))
    return stamp(core.plane, stamps, at, blend)
  }
  return {
    beginStroke(brush, blend, at) {
      if (stroke !== null) return
      stroke = { stamps: stampsOf(brush), blend, last: at, left: 0 }
      core.changed(stampAt(at, stroke))
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
      core.changed(dirty)
    },
    endStroke() {
      if (stroke === null) return
      stroke = null
      core.commit()
    },
    rollBackStroke() {
      if (stroke === null) return
      stroke = null
      core.rollBack()
    },
    drawing: () => stroke !== null,
  }
}

/** Changes that are whole at once. None of them interrupts a stroke. */
function fillsOn(core: MaskCore, drawing: () => boolean, filled: () => Box | null): Fills {
  const { plane } = core
  const change = (box: Box, draw: () => Box | null): void => {
    if (drawing()) return
    core.keep(box)
    core.changed(draw())
    core.commit()
  }
  const along = (path: readonly Point[], blend: Blend): void => change(boundsOf(path, plane), () => fillPath(plane, path, blend))
  const everywhere = (next: (value: number, index: number) => number): void =>
    change(wholeOf(plane), () => {
      for (let index = 0; index < plane.alpha.length; index += 1) plane.alpha[index] = next(plane.alpha[index] ?? 0, index)
      return wholeOf(plane)
    })
  return {
    fillRectangle: (a, b, blend) => along(rectanglePath(a, b), blend),
    fillEllipse: (a, b, blend) => along(ellipsePath(a, b), blend),
    fillLasso: along,
    fillChosen: (chosen, blend) => everywhere((value, index) => (chosen[index] === 0 ? value : blend === 'add' ? 255 : 0)),
    fillAll: () => everywhere(() => 255),
    clear: () => everywhere(() => 0),
    invert: () => everywhere((value) => 255 - value),
    spread(byPx) {
      const box = filled()
      if (box === null) return
      const touched = widened(plane, box, Math.max(0, byPx))
      change(touched, () => {
        spread(plane, touched, byPx)
        return touched
      })
    },
    replace(alpha, fresh = false) {
      everywhere((_, index) => alpha[index] ?? 0)
      if (fresh) core.history.forget()
      core.stepped([])
    },
  }
}

function filledOf({ grid, counts }: MaskCore): Box | null {
  return counts.reduce<Box | null>((whole, count, tile) => (count.filled ? union(whole, tileBox(grid, tile)) : whole), null)
}

function boundsOf(path: readonly Point[], size: Size): Box {
  const xs = path.map((point) => point.x)
  const ys = path.map((point) => point.y)
  return pixelsTouched(size, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
}
