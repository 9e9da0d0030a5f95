import type { Point, Size } from './box.ts'
import type { Brush } from './brush.ts'
import type { MaskEngine } from './mask-engine.ts'
import type { Blend } from './plane.ts'
import { polygonInHand } from './polygon.ts'
import { rectanglePath } from './shapes.ts'
import type { StageTool } from './stage-tool.ts'

export type HandNeeds = {
  readonly engine: MaskEngine
  readonly size: Size
  /** The wand was put down here (image pixels). */
  readonly onWand: (at: Point, blend: Blend) => void
}

export type HandState = { readonly at: Point | null; readonly tool: StageTool; readonly shape: readonly Point[] }

/** `opposite` takes away instead of adding, and the other way round; `straight` draws a line from where the last stroke ended. */
export type KeyPress = { readonly opposite: boolean; readonly straight: boolean }

/** The tool in the hand: where it is, what shape it is drawing, and what that does to the mask. */
export function stageHand(needs: HandNeeds, scale: () => number, show: (state: HandState) => void) {
  const { engine, size, onWand } = needs
  let tool: StageTool = { kind: 'stroke', brush: { sizePx: 96, hardness: 0.8 }, blend: 'add' }
  let at: Point | null = null
  let shape: readonly Point[] = []
  const set = (next: Partial<HandState>): void => {
    ;({ at, shape, tool } = { at, shape, tool, ...next })
    show({ at, tool, shape: polygon.shape(at) ?? shape })
  }
  const middle = { x: size.widthPx / 2, y: size.heightPx / 2 }
  const polygon = polygonInHand(engine, scale, () => set({ shape: [] }))
  const strokes = strokesInHand(engine, () => tool.brush)
  /** Forgets what was begun and not finished; whether there was anything. */
  const drop = (): boolean => {
    const had = keys.drop()
    return polygon.drop() || had
  }
  const finishShape = (blend: Blend): void => {
    const last = shape.at(-1)
    if (tool.kind !== 'polygon') fillShape(engine, tool.kind, shape, blend, onWand)
    else if (last !== undefined) return polygon.press(last, blend)
    set({ shape: [] })
  }
  const keys = keysOn({ ...needs, now: () => ({ at, tool, shape }), set, finishShape, strokes, polygon })
  return {
    tool: (): StageTool => tool,
    setTool(next: StageTool): void {
      // Moving the picture for a moment is no reason to lose the corners.
      if (next.kind !== 'pan' && next.kind !== tool.kind) drop()
      set({ tool: next })
    },
    beginStroke: strokes.begin,
    strokeTo: strokes.to,
    hover: (next: Point | null): void => set({ at: next }),
    shapeTo(points: readonly Point[]): void {
      const last = points.at(-1) ?? middle
      if (tool.kind === 'polygon') return set({ at: last, shape: [last] })
      set({ shape: tool.kind === 'lasso' ? [...shape, ...points] : [shape[0] ?? points[0] ?? last, last] })
    },
    finishShape,
    dropShape: (): void => set({ shape: [] }),
    takeBackCorner: polygon.takeBack,
    dropCorners: drop,
    move: keys.move,
    press: keys.press,
  }
}

type Hand = HandNeeds & {
  readonly now: () => HandState
  readonly set: (next: Partial<HandState>) => void
  readonly finishShape: (blend: Blend) => void
  readonly strokes: ReturnType<typeof strokesInHand>
  readonly polygon: ReturnType<typeof polygonInHand>
}

/** The hand without a pointer. A shape takes two presses: one corner, and then the other. */
function keysOn({ engine, size, onWand, now, set, finishShape, strokes, polygon }: Hand) {
  let anchor: Point | null = null
  const here = (): Point => now().at ?? { x: size.widthPx / 2, y: size.heightPx / 2 }
  return {
    drop(): boolean {
      const had = anchor !== null
      anchor = null
      return had
    },
    move(by: Point): Point {
      const at = movedWithin(size, here(), by)
      set({ at, ...(anchor === null ? {} : { shape: [anchor, at] }) })
      return at
    },
    press({ opposite, straight }: KeyPress): void {
      // The stroke of the pointer goes on until that is lifted: no key ends it.
      if (engine.drawing()) return
      const { tool } = now()
      const at = here()
      const blend = opposite === (tool.blend === 'add') ? 'remove' : 'add'
      if (tool.kind === 'polygon') polygon.press(at, blend)
      else if (tool.kind === 'stroke') {
        strokes.begin(blend, at, straight)
        engine.endStroke()
      } else if (tool.kind === 'wand') onWand(at, blend)
      else if (tool.kind !== 'pan' && anchor === null) anchor = at
      else if (anchor !== null) {
        set({ shape: tool.kind === 'lasso' ? rectanglePath(anchor, at) : [anchor, at] })
        anchor = null
        finishShape(blend)
      }
    },
  }
}

const movedWithin = ({ widthPx, heightPx }: Size, from: Point, by: Point): Point => ({
  x: Math.min(widthPx, Math.max(0, from.x + by.x)),
  y: Math.min(heightPx, Math.max(0, from.y + by.y)),
})

/** Remembers where the last stroke ended: a straight one begins there. */
function strokesInHand(engine: MaskEngine, brush: () => Brush) {
  let end: Point | null = null
  const to = (points: readonly Point[]): void => {
    engine.strokeTo(points)
    end = points.at(-1) ?? end
  }
  return {
    begin(blend: Blend, at: Point, straight: boolean): void {
      engine.beginStroke(brush(), blend, straight && end !== null ? end : at)
      to([at])
    },
    to,
  }
}

function fillShape(engine: MaskEngine, kind: StageTool['kind'], shape: readonly Point[], blend: Blend, onWand: HandNeeds['onWand']): void {
  const first = shape[0]
  const last = shape.at(-1)
  if (first === undefined || last === undefined) return
  if (kind === 'rectangle') engine.fillRectangle(first, last, blend)
  else if (kind === 'ellipse') engine.fillEllipse(first, last, blend)
  else if (kind === 'lasso') engine.fillLasso(shape, blend)
  else if (kind === 'wand') onWand(last, blend)
}
