import type { Point } from './box.ts'
import { edgePreview } from './edge-preview.ts'
import type { EdgeLook } from './soft-edge.ts'
import { stageHand, type HandNeeds, type KeyPress } from './stage-hand.ts'
import { stageLayers } from './stage-layers.ts'
import { listenToPointers } from './stage-pointers.ts'
import type { StageTool } from './stage-tool.ts'
import { stageView } from './stage-view.ts'
import type { Tint } from './tinted-mask.ts'
import { toImage, toStage, type View } from './view.ts'

export type MaskStage = {
  setTool(tool: StageTool): void
  /** What lies under the mask: the source, or a result to look at. */
  setPicture(picture: CanvasImageSource): void
  setMaskLook(shown: boolean, tint: Tint): void
  /** How the mask's edge will be pasted; null shows it as it was painted. */
  setEdge(look: EdgeLook | null): void
  fit(): void
  fullSize(): void
  zoom(direction: 1 | -1): void
  view(): View
  /** Called when the view changed. Returns the unsubscriber. */
  onView(listener: (view: View) => void): () => void
  /** For the keyboard: moves the cursor by image pixels and keeps it in sight. */
  moveCursor(by: Point): void
  /** For the keyboard: stamps the brush, or sets one corner of a shape and then the other. */
  pressCursor(press: KeyPress): void
  /** Takes the last corner of an unfinished polygon back; whether there was one. */
  takeBackCorner(): boolean
  /** Drops an unfinished polygon, or the first corner of a shape; whether there was one. */
  dropCorners(): boolean
  destroy(): void
}

export type StageNeeds = HandNeeds & {
  readonly container: HTMLDivElement
  readonly picture: CanvasImageSource
  /** The brush was dragged: it grows by so many whole image pixels, and gets harder by so many hundredths. */
  readonly onResize: (growPx: number, hardenPct: number) => void
  /** Runs `soft-edge.worker.ts`; the stage ends it. */
  readonly edgeWorker: Worker
}

/** The picture, its mask and the hand over it. Imperative on purpose: a stroke goes from pointer to pixels without passing through React. */
export function maskStage(needs: StageNeeds): MaskStage {
  const { container, engine, size, picture } = needs
  const layers = stageLayers(container, engine, size, picture)
  const view = stageView(container, layers, size)
  const hand = stageHand(
    needs,
    () => view.now().scale,
    (state) => layers.setCursor(state),
  )
  const edge = edgePreview(needs.edgeWorker, engine, layers.setSettled)
  const stop = listenToPointers(container, {
    tool: hand.tool,
    toImage: (at) => toImage(view.now(), at),
    hover: hand.hover,
    beginStroke: hand.beginStroke,
    strokeTo: hand.strokeTo,
    endStroke: engine.endStroke,
    rollBackStroke: engine.rollBackStroke,
    shapeTo: hand.shapeTo,
    finishShape: hand.finishShape,
    dropShape: hand.dropShape,
    pan: view.pan,
    resize: brushDrag(() => view.now().scale, needs.onResize),
    zoomAt: view.zoomAt,
  })
  return {
    setTool: hand.setTool,
    setPicture: layers.setPicture,
    setMaskLook: layers.setMaskLook,
    setEdge: edge.setLook,
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
    takeBackCorner: hand.takeBackCorner,
    dropCorners: hand.dropCorners,
    destroy() {
      stop()
      edge.close()
      view.destroy()
      layers.destroy()
    },
  }
}

const hardenPerPx = 0.5

/** The rim follows the pointer at every zoom. What a small move leaves over counts with the next one. */
function brushDrag(scale: () => number, resize: StageNeeds['onResize']): (by: Point) => void {
  let [growPx, hardenPct] = [0, 0]
  return (by) => {
    growPx += by.x / scale()
    hardenPct -= by.y * hardenPerPx
    resize(Math.trunc(growPx), Math.trunc(hardenPct))
    growPx %= 1
    hardenPct %= 1
  }
}

const edgePx = 24

/** How far the view must move so that a point on the stage is not at or past its edge. */
const inwards = (at: number, room: number): number => Math.min(0, room - edgePx - at) + Math.max(0, edgePx - at)
