import Konva from 'konva/lib/Core.js'
import { Image as KonvaImage } from 'konva/lib/shapes/Image.js'
import { union, type Box, type Point, type Size } from './box.ts'
import type { Brush } from './brush.ts'
import type { MaskEngine } from './mask-engine.ts'
import { outlineShape, pathShape } from './outline-shape.ts'
import type { Blend } from './plane.ts'
import { listenToPointers } from './stage-pointers.ts'
import { centred, fitted, kept, panned, toImage, toStage, zoomedAt, type View } from './view.ts'

export type StageTool = {
  readonly kind: 'stroke' | 'rectangle' | 'ellipse' | 'lasso' | 'wand' | 'pan'
  readonly brush: Brush
  readonly blend: Blend
}
export type Tint = { readonly red: number; readonly green: number; readonly blue: number }

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

const marginPx = 20
const fillAlpha = 0.46
const crispFrom = 3

/** Three layers over one transform: picture, mask, cursor. What lies on the same image pixel lies on the same screen pixel, at every zoom. */
export function maskStage({ container, engine, size, picture, onWand }: StageNeeds): MaskStage {
  const stage = new Konva.Stage({ container, width: container.clientWidth, height: container.clientHeight })
  const layers = {
    picture: new Konva.Layer({ listening: false }),
    mask: new Konva.Layer({ listening: false }),
    cursor: new Konva.Layer({ listening: false }),
  }
  stage.add(layers.picture, layers.mask, layers.cursor)
  const full = { x: 0, y: 0, width: size.widthPx, height: size.heightPx }
  const pictureNode = new KonvaImage({ ...full, image: picture })
  const tinted = tintedMask(size)
  const maskNode = new KonvaImage({ ...full, image: tinted.canvas })
  const outline = outlineShape(() => view.scale)
  const cursor = pathShape(() => view.scale)
  layers.picture.add(pictureNode)
  layers.mask.add(maskNode, outline.node)
  layers.cursor.add(cursor.node)

  let tool: StageTool = { kind: 'stroke', brush: { sizePx: 96, hardness: 0.8 }, blend: 'add' }
  let view: View = fitted(size, stageSize(), marginPx)
  let followsSize = true
  let at: Point | null = null
  let anchor: Point | null = null
  let shape: Point[] = []
  let dirty: Box | null = null
  let frame = 0
  const viewListeners = new Set<(view: View) => void>()

  function stageSize(): Size {
    return { widthPx: Math.max(1, stage.width()), heightPx: Math.max(1, stage.height()) }
  }
  const show = (next: View): void => {
    view = kept(next, size, stageSize())
    stage.scale({ x: view.scale, y: view.scale })
    stage.position({ x: view.x, y: view.y })
    const smooth = view.scale < crispFrom
    layers.picture.imageSmoothingEnabled(smooth)
    layers.mask.imageSmoothingEnabled(smooth)
    stage.batchDraw()
    viewListeners.forEach((listener) => listener(view))
  }
  const move = (next: View): void => {
    followsSize = false
    show(next)
  }
  const drawSoon = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      if (dirty !== null) tinted.paint(engine, dirty)
      dirty = null
      outline.node.visible(!engine.drawing())
      layers.mask.draw()
    })
  }
  const showCursor = (): void => {
    cursor.show({ at, tool, shape })
    layers.cursor.batchDraw()
  }
  const settle = (): void => {
    outline.setPaths(engine.outline())
    drawSoon()
  }
  const finishShape = (blend: Blend): void => {
    const [first] = shape
    const last = shape.at(-1)
    if (first !== undefined && last !== undefined) {
      if (tool.kind === 'rectangle') engine.fillRectangle(first, last, blend)
      else if (tool.kind === 'ellipse') engine.fillEllipse(first, last, blend)
      else if (tool.kind === 'lasso') engine.fillLasso(shape, blend)
      else if (tool.kind === 'wand') onWand(last, blend)
    }
    shape = []
    showCursor()
  }
  const stop = listenToPointers(container, {
    tool: () => tool,
    toImage: (point) => toImage(view, point),
    hover: (point) => {
      at = point
      showCursor()
    },
    beginStroke: (blend, point) => engine.beginStroke(tool.brush, blend, point),
    strokeTo: (points) => engine.strokeTo(points),
    endStroke: () => engine.endStroke(),
    rollBackStroke: () => engine.rollBackStroke(),
    shapeTo: (points) => {
      shape = tool.kind === 'lasso' ? [...shape, ...points] : [shape[0] ?? points[0] ?? { x: 0, y: 0 }, points.at(-1) ?? { x: 0, y: 0 }]
      showCursor()
    },
    finishShape,
    dropShape: () => {
      shape = []
      showCursor()
    },
    pan: (by) => move(panned(view, by)),
    zoomAt: (point, factor) => move(zoomedAt(view, point, factor)),
  })
  const forget = [
    engine.onPixels((box) => {
      dirty = union(dirty, box)
      drawSoon()
    }),
    engine.subscribe(settle),
  ]
  const resized = new ResizeObserver(() => {
    const before = stageSize()
    stage.size({ width: container.clientWidth, height: container.clientHeight })
    const now = stageSize()
    show(
      followsSize
        ? fitted(size, now, marginPx)
        : panned(view, { x: (now.widthPx - before.widthPx) / 2, y: (now.heightPx - before.heightPx) / 2 }),
    )
  })
  resized.observe(container)
  const marching = matchMedia('(prefers-reduced-motion: reduce)').matches
    ? 0
    : window.setInterval(() => outline.march() && layers.mask.batchDraw(), 100)
  tinted.paint(engine, { x0: 0, y0: 0, x1: size.widthPx, y1: size.heightPx })
  settle()
  show(view)

  return {
    setTool(next) {
      tool = next
      showCursor()
    },
    setPicture(next) {
      pictureNode.image(next)
      layers.picture.batchDraw()
    },
    setMaskLook(shown, tint) {
      layers.mask.visible(shown)
      if (tinted.setTint(tint)) dirty = { x0: 0, y0: 0, x1: size.widthPx, y1: size.heightPx }
      drawSoon()
    },
    fit() {
      followsSize = true
      show(fitted(size, stageSize(), marginPx))
    },
    fullSize: () => move(centred(size, stageSize(), 1)),
    zoom: (direction) => move(zoomedAt(view, { x: stage.width() / 2, y: stage.height() / 2 }, direction === 1 ? 1.25 : 0.8)),
    view: () => view,
    onView(listener) {
      viewListeners.add(listener)
      return () => viewListeners.delete(listener)
    },
    moveCursor(by) {
      const from = at ?? { x: size.widthPx / 2, y: size.heightPx / 2 }
      at = { x: Math.min(size.widthPx, Math.max(0, from.x + by.x)), y: Math.min(size.heightPx, Math.max(0, from.y + by.y)) }
      if (anchor !== null) shape = [anchor, at]
      const seen = toStage(view, at)
      const off = {
        x: Math.min(0, stage.width() - 24 - seen.x) + Math.max(0, 24 - seen.x),
        y: Math.min(0, stage.height() - 24 - seen.y) + Math.max(0, 24 - seen.y),
      }
      if (off.x !== 0 || off.y !== 0) move(panned(view, off))
      showCursor()
    },
    pressCursor() {
      const here = at ?? { x: size.widthPx / 2, y: size.heightPx / 2 }
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
    destroy() {
      clearInterval(marching)
      cancelAnimationFrame(frame)
      resized.disconnect()
      forget.forEach((end) => end())
      stop()
      stage.destroy()
    },
  }
}

/** The mask as people see it: one colour, as strong as the mask. For the eyes only; the truth stays in the plane. */
function tintedMask(size: Size) {
  const canvas = document.createElement('canvas')
  canvas.width = size.widthPx
  canvas.height = size.heightPx
  const context = canvas.getContext('2d')
  let tint: Tint = { red: 226, green: 44, blue: 190 }
  return {
    canvas,
    /** Whether the tint is another one than before. */
    setTint(next: Tint): boolean {
      const other = next.red !== tint.red || next.green !== tint.green || next.blue !== tint.blue
      tint = next
      return other
    },
    paint(engine: MaskEngine, box: Box): void {
      const width = box.x1 - box.x0
      const height = box.y1 - box.y0
      if (context === null || width <= 0 || height <= 0) return
      const pixels = context.createImageData(width, height)
      for (let y = 0; y < height; y += 1) {
        const row = (box.y0 + y) * size.widthPx + box.x0
        for (let x = 0; x < width; x += 1) {
          const strength = engine.plane.alpha[row + x] ?? 0
          if (strength === 0) continue
          const to = (y * width + x) * 4
          pixels.data[to] = tint.red
          pixels.data[to + 1] = tint.green
          pixels.data[to + 2] = tint.blue
          pixels.data[to + 3] = strength * fillAlpha
        }
      }
      context.putImageData(pixels, box.x0, box.y0)
    },
  }
}
