import Konva from 'konva/lib/Core.js'
import { Image as KonvaImage } from 'konva/lib/shapes/Image.js'
import { union, wholeOf, type Box, type Size } from './box.ts'
import type { MaskEngine } from './mask-engine.ts'
import { outlineShape, pathShape } from './outline-shape.ts'
import type { Settled } from './settled.ts'
import { tintedMask, type Tint } from './tinted-mask.ts'
import type { View } from './view.ts'

const crispFrom = 3
const marchMs = 100

/** Three layers over one transform: picture, mask, cursor. What lies on the same image pixel lies on the same screen pixel, at every zoom. */
export function stageLayers(container: HTMLDivElement, engine: MaskEngine, size: Size, picture: CanvasImageSource) {
  const stage = new Konva.Stage({ container, width: container.clientWidth, height: container.clientHeight })
  const [pictures, masks, cursors] = [layer(), layer(), layer()]
  stage.add(pictures, masks, cursors)
  const scale = (): number => stage.scaleX()
  const pictureNode = new KonvaImage({ x: 0, y: 0, width: size.widthPx, height: size.heightPx, image: picture })
  const mask = maskPicture(masks, engine, size, scale)
  const cursor = pathShape(scale)
  pictures.add(pictureNode)
  cursors.add(cursor.node)

  return {
    size: (): Size => ({ widthPx: Math.max(1, stage.width()), heightPx: Math.max(1, stage.height()) }),
    resize: (): unknown => stage.size({ width: container.clientWidth, height: container.clientHeight }),
    show(view: View): void {
      stage.scale({ x: view.scale, y: view.scale })
      stage.position({ x: view.x, y: view.y })
      for (const each of [pictures, masks]) each.imageSmoothingEnabled(view.scale < crispFrom)
      stage.batchDraw()
    },
    setPicture(next: CanvasImageSource): void {
      pictureNode.image(next)
      pictures.batchDraw()
    },
    setMaskLook: mask.setLook,
    setSettled: mask.setSettled,
    setCursor(next: Parameters<typeof cursor.show>[0]): void {
      cursor.show(next)
      cursors.batchDraw()
    },
    destroy(): void {
      mask.destroy()
      stage.destroy()
    },
  }
}

export type StageLayers = ReturnType<typeof stageLayers>

const layer = () => new Konva.Layer({ listening: false })

/** The mask's own layer: redraws what changed once a frame, and walks its edge while nobody draws. */
function maskPicture(masks: Konva.Layer, engine: MaskEngine, size: Size, scale: () => number) {
  const tinted = tintedMask(size)
  const outline = outlineShape(scale)
  masks.add(new KonvaImage({ x: 0, y: 0, width: size.widthPx, height: size.heightPx, image: tinted.canvas }), outline.node)
  let dirty: Box | null = wholeOf(size)
  let resettled: readonly Box[] = []
  let settled: Settled | null = null
  let frame = 0
  const drawSoon = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      for (const box of dirty === null ? resettled : [dirty, ...resettled]) tinted.paint(engine.plane, box, settled)
      dirty = null
      resettled = []
      outline.node.visible(!engine.drawing())
      masks.draw()
    })
  }
  const traceOutline = (): void => {
    outline.setPaths(engine.outline())
    drawSoon()
  }
  const forget = [
    engine.onPixels((box) => {
      dirty = union(dirty, box)
      drawSoon()
    }),
    engine.subscribe(traceOutline),
  ]
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const marching = still ? undefined : setInterval(() => outline.march() && masks.batchDraw(), marchMs)
  traceOutline()

  return {
    setSettled(next: Settled | null, changed: readonly Box[]): void {
      resettled = [...resettled, ...changed]
      settled = next
      drawSoon()
    },
    setLook(shown: boolean, tint: Tint): void {
      masks.visible(shown)
      if (tinted.setTint(tint)) dirty = wholeOf(size)
      drawSoon()
    },
    destroy(): void {
      clearInterval(marching)
      cancelAnimationFrame(frame)
      forget.forEach((end) => end())
    },
  }
}
