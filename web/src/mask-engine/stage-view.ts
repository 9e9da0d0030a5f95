import type { Point, Size } from './box.ts'
import type { StageLayers } from './stage-layers.ts'
import { centred, fitted, kept, panned, zoomedAt, type View } from './view.ts'

const marginPx = 20

/** Where the picture lies on the stage. Follows the window's size for as long as the person has not moved it. */
export function stageView(container: HTMLElement, layers: StageLayers, size: Size) {
  let view: View = fitted(size, layers.size(), marginPx)
  let followsSize = true
  const listeners = new Set<(view: View) => void>()
  const show = (next: View): void => {
    view = kept(next, size, layers.size())
    layers.show(view)
    listeners.forEach((listener) => listener(view))
  }
  const move = (next: View): void => {
    followsSize = false
    show(next)
  }
  const resized = new ResizeObserver(() => {
    const before = layers.size()
    layers.resize()
    const now = layers.size()
    const by = { x: (now.widthPx - before.widthPx) / 2, y: (now.heightPx - before.heightPx) / 2 }
    show(followsSize ? fitted(size, now, marginPx) : panned(view, by))
  })
  resized.observe(container)
  show(view)
  return {
    now: (): View => view,
    pan: (by: Point): void => move(panned(view, by)),
    zoomAt: (at: Point, factor: number): void => move(zoomedAt(view, at, factor)),
    zoom(direction: 1 | -1): void {
      const { widthPx, heightPx } = layers.size()
      move(zoomedAt(view, { x: widthPx / 2, y: heightPx / 2 }, direction === 1 ? 1.25 : 0.8))
    },
    fit(): void {
      followsSize = true
      show(fitted(size, layers.size(), marginPx))
    },
    fullSize: (): void => move(centred(size, layers.size(), 1)),
    onView(listener: (view: View) => void): () => void {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    destroy: (): void => resized.disconnect(),
  }
}
