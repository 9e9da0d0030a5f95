import Konva from 'konva/lib/Core.js'
import type { Context } from 'konva/lib/Context.js'
import type { Point } from './box.ts'
import { ellipsePath, rectanglePath } from './shapes.ts'
import type { StageTool } from './stage-tool.ts'

const dark = '#0b0c0d'
const light = '#ffffff'
const dashPx = 5
/** Above this many corners the edge stands still: walking it ten times a second would be felt. */
const mostMarching = 20_000

type Path = readonly Point[]

/** The edge of the mask: dark below, dashed white above, so that one of the two shows on any picture. */
export function outlineShape(scale: () => number) {
  let paths: readonly Path[] = []
  let corners = 0
  let offset = 0
  const node = new Konva.Shape({
    listening: false,
    sceneFunc: (context) => {
      if (paths.length === 0) return
      twoTone(context, paths, scale(), true, offset)
    },
  })
  return {
    node,
    setPaths(next: readonly Path[]): void {
      paths = next
      corners = next.reduce((total, path) => total + path.length, 0)
    },
    /** One step of the dashes; whether anything moved. */
    march(): boolean {
      offset = (offset + 1) % (dashPx * 2)
      return corners > 0 && corners < mostMarching && !document.hidden
    },
  }
}

/** The brush's rim, or the shape that is being drawn. */
export function pathShape(scale: () => number) {
  let shown: { readonly at: Point | null; readonly tool: StageTool; readonly shape: readonly Point[] } | null = null
  const node = new Konva.Shape({
    listening: false,
    sceneFunc: (context) => {
      if (shown === null) return
      const { at, tool, shape } = shown
      const [first] = shape
      const last = shape.at(-1)
      if (shape.length > 1 && first !== undefined && last !== undefined) {
        const path = tool.kind === 'rectangle' ? rectanglePath(first, last) : tool.kind === 'ellipse' ? ellipsePath(first, last) : shape
        twoTone(context, [path], scale(), tool.kind !== 'lasso' && tool.kind !== 'polygon', 0)
      } else if (at !== null && tool.kind === 'stroke') {
        const radius = tool.brush.sizePx / 2
        twoTone(context, [ellipsePath({ x: at.x - radius, y: at.y - radius }, { x: at.x + radius, y: at.y + radius })], scale(), false, 0)
      } else if (at !== null && tool.kind !== 'pan') {
        const reach = 8 / scale()
        twoTone(
          context,
          [
            [
              { x: at.x - reach, y: at.y },
              { x: at.x + reach, y: at.y },
            ],
            [
              { x: at.x, y: at.y - reach },
              { x: at.x, y: at.y + reach },
            ],
          ],
          scale(),
          false,
          0,
        )
      }
    },
  })
  return {
    node,
    show(next: NonNullable<typeof shown>): void {
      shown = next
    },
  }
}

function twoTone(context: Context, paths: readonly Path[], scale: number, dashed: boolean, offset: number): void {
  context.beginPath()
  for (const path of paths) {
    path.forEach((point, at) => (at === 0 ? context.moveTo(point.x, point.y) : context.lineTo(point.x, point.y)))
    if (path.length > 2) context.closePath()
  }
  context.setAttr('lineJoin', 'round')
  context.setLineDash([])
  context.setAttr('strokeStyle', dark)
  context.setAttr('lineWidth', 2.5 / scale)
  context.stroke()
  if (dashed) {
    context.setLineDash([dashPx / scale, dashPx / scale])
    context.setAttr('lineDashOffset', -offset / scale)
  }
  context.setAttr('strokeStyle', light)
  context.setAttr('lineWidth', 1.25 / scale)
  context.stroke()
  context.setLineDash([])
}
