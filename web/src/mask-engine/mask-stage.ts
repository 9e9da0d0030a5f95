import type { Point, Size } from './box.ts'
import type { Brush } from './brush.ts'
import type { MaskEngine } from './mask-engine.ts'
import type { Blend } from './plane.ts'
import { stageLayers } from './stage-layers.ts'
import { listenToPointers } from './stage-pointers.ts'
import { stageView } from './stage-view.ts'
import type { Tint } from './tinted-mask.ts'
import { toImage, toStage, type View } from './view.ts'

export type StageTool = {
  readonly kind: 'stroke' | 'rectangle' | 'ellipse' | 'lasso' | 'wand' | 'pan'
  readonly brush: Brush
  readonly blend: Blend
}

export type MaskStage = {
  setTool(tool: StageTool): void
  /** What lies under the mask: the source, or a result to look at. */
  setPicture(picture: CanvasImageSource): void
  setMaskLook(shown: boolean, tint: Tint): void
  fit(): void
  fullSize(): void
  zoom(direction: 1 | -1): void
  view(): View
  /** Called when the view changed. Returns the unsubscriber. */
  onView(listener: (view: View) => void): () => void
  /** For the keyboard: moves the cursor by image pixels and keeps it in sight. */
  moveCursor(by: Point): void
  /** For the keyboard: stamps the brush, or sets one corner of a shape and then the other. */
  pressCursor(): void
  destroy(): void
}

export type StageNeeds = {
  readonly container: HTMLDivElement
  readonly engine: MaskEngine
  readonly size: Size
  readonly picture: CanvasImageSource
  /** The wand was put down here (image pixels). */
  readonly onWand: (at: Point, blend: Blend) => void
}

/** The picture, its mask and the hand over it. Imperative on purpose: a stroke goes from pointer to pixels without passing through React. */
export function maskStage(needs: StageNeeds): MaskStage {
  const { container, engine, size, picture } = needs
  const layers = stageLayers(container, engine, size, picture)
  const view = stageView(container, layers, size)
  const hand = stageHand(needs, (state) => layers.setCursor(state))
  const stop = listenToPointers(container, {
    tool: hand.tool,
    toImage: (at) => toImage(view.now(), at),
    hover: hand.hover,
    beginStroke: (blend, at) => engine.beginStroke(hand.tool().brush, blend, at),
    strokeTo: engine.strokeTo,
    endStroke: engine.endStroke,
    rollBackStroke: engine.rollBackStroke,
    shapeTo: hand.shapeTo,
    finishShape: hand.finishShape,
    dropShape: hand.dropShape,
    pan: view.pan,
    zoomAt: view.zoomAt,
  })
  return {
    setTool: hand.setTool,
    setPicture: layers.setPicture,
    setMaskLook: layers.setMaskLook,
    fit: view.fit,
    fullSize: view.fullSize,
    zoom: view.zoom,
    view: view.now,
    onView: view.onView,
    moveCursor(by) {
      const seen = toStage(view.now(), hand.move(by))
      const { widthPx, heightPx } = layers.size()
      const off = { x: inwards(seen.x, widthPx), y: inwards(seen.y, heightPx) }
      if (off.x !== 0 || off.y !== 0) view.pan(off)
    },
    pressCursor: hand.press,
    destroy() {
      stop()
      view.destroy()
      layers.destroy()
    },
  }
}

type HandState = { readonly at: Point | null; readonly tool: StageTool; readonly shape: readonly Point[] }

/** The tool in the hand: where it is, what shape it is drawing, and what that does to the mask. */
function stageHand({ engine, size, onWand }: StageNeeds, show: (state: HandState) => void) {
  let tool: StageTool = { kind: 'stroke', brush: { sizePx: 96, hardness: 0.8 }, blend: 'add' }
  let at: Point | null = null
  let anchor: Point | null = null
  let shape: readonly Point[] = []
  const set = (next: { readonly at?: Point | null; readonly shape?: readonly Point[]; readonly tool?: StageTool }): void => {
    if (next.at !== undefined) at = next.at
    if (next.shape !== undefined) shape = next.shape
    if (next.tool !== undefined) tool = next.tool
    show({ at, tool, shape })
  }
  const middle = { x: size.widthPx / 2, y: size.heightPx / 2 }
  const finishShape = (blend: Blend): void => {
    fillShape(engine, tool.kind, shape, blend, onWand)
    set({ shape: [] })
  }
  return {
    tool: (): StageTool => tool,
    setTool: (next: StageTool): void => set({ tool: next }),
    hover: (next: Point | null): void => set({ at: next }),
    shapeTo: (points: readonly Point[]): void => {
      const last = points.at(-1) ?? middle
      set({ shape: tool.kind === 'lasso' ? [...shape, ...points] : [shape[0] ?? points[0] ?? last, last] })
    },
    finishShape,
    dropShape: (): void => set({ shape: [] }),
    move(by: Point): Point {
      const from = at ?? middle
      const next = { x: Math.min(size.widthPx, Math.max(0, from.x + by.x)), y: Math.min(size.heightPx, Math.max(0, from.y + by.y)) }
      set({ at: next, ...(anchor === null ? {} : { shape: [anchor, next] }) })
      return next
    },
    press(): void {
      const here = at ?? middle
      if (tool.kind === 'stroke') {
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

const edgePx = 24

/** How far the view must move so that a point on the stage is not at or past its edge. */
const inwards = (at: number, room: number): number => Math.min(0, room - edgePx - at) + Math.max(0, edgePx - at)
