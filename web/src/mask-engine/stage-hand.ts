import type { Point } from './box.ts'
import type { MaskEngine } from './mask-engine.ts'
import type { StageNeeds, StageTool } from './mask-stage.ts'
import type { Blend } from './plane.ts'
import { polygonInHand } from './polygon.ts'

export type HandState = { readonly at: Point | null; readonly tool: StageTool; readonly shape: readonly Point[] }

/** The tool in the hand: where it is, what shape it is drawing, and what that does to the mask. */
export function stageHand({ engine, size, onWand }: StageNeeds, scale: () => number, show: (state: HandState) => void) {
  let tool: StageTool = { kind: 'stroke', brush: { sizePx: 96, hardness: 0.8 }, blend: 'add' }
  let at: Point | null = null
  let anchor: Point | null = null
  let shape: readonly Point[] = []
  const set = (next: { readonly at?: Point | null; readonly shape?: readonly Point[]; readonly tool?: StageTool }): void => {
    if (next.at !== undefined) at = next.at
    if (next.shape !== undefined) shape = next.shape
    if (next.tool !== undefined) tool = next.tool
    show({ at, tool, shape: polygon.shape(at) ?? shape })
  }
  const middle = { x: size.widthPx / 2, y: size.heightPx / 2 }
  const polygon = polygonInHand(engine, scale, () => set({ shape: [] }))
  const finishShape = (blend: Blend): void => {
    const last = shape.at(-1)
    if (tool.kind !== 'polygon') fillShape(engine, tool.kind, shape, blend, onWand)
    else if (last !== undefined) return polygon.press(last, blend)
    set({ shape: [] })
  }
  return {
    tool: (): StageTool => tool,
    setTool(next: StageTool): void {
      // Moving the picture for a moment is no reason to lose the corners.
      if (next.kind !== 'polygon' && next.kind !== 'pan') polygon.drop()
      set({ tool: next })
    },
    hover: (next: Point | null): void => set({ at: next }),
    shapeTo(points: readonly Point[]): void {
      const last = points.at(-1) ?? middle
      if (tool.kind === 'polygon') return set({ at: last, shape: [last] })
      set({ shape: tool.kind === 'lasso' ? [...shape, ...points] : [shape[0] ?? points[0] ?? last, last] })
    },
    finishShape,
    dropShape: (): void => set({ shape: [] }),
    takeBackCorner: polygon.takeBack,
    dropCorners: polygon.drop,
    move(by: Point): Point {
      const from = at ?? middle
      const next = { x: Math.min(size.widthPx, Math.max(0, from.x + by.x)), y: Math.min(size.heightPx, Math.max(0, from.y + by.y)) }
      set({ at: next, ...(anchor === null ? {} : { shape: [anchor, next] }) })
      return next
    },
    press(): void {
      const here = at ?? middle
      if (tool.kind === 'polygon') polygon.press(here, tool.blend)
      else if (tool.kind === 'stroke') {
        engine.beginStroke(tool.brush, tool.blend, here)
        engine.endStroke()
      } else if (tool.kind === 'wand') onWand(here, tool.blend)
      else if (anchor === null) anchor = here
      else {
        shape = tool.kind === 'lasso' ? [anchor, { x: here.x, y: anchor.y }, here, { x: anchor.x, y: here.y }] : [anchor, here]
        anchor = null
        finishShape(tool.blend)
      }
    },
  }
}

function fillShape(engine: MaskEngine, kind: StageTool['kind'], shape: readonly Point[], blend: Blend, onWand: StageNeeds['onWand']): void {
  const first = shape[0]
  const last = shape.at(-1)
  if (first === undefined || last === undefined) return
  if (kind === 'rectangle') engine.fillRectangle(first, last, blend)
  else if (kind === 'ellipse') engine.fillEllipse(first, last, blend)
  else if (kind === 'lasso') engine.fillLasso(shape, blend)
  else if (kind === 'wand') onWand(last, blend)
}
