import { useEffect, useRef, type PointerEvent, type RefObject } from 'react'
import { create, type StoreApi, type UseBoundStore } from 'zustand'
import { moved, pinched, stageOf, trueScale, wholePicture, zoomedAt, type Point, type Size, type Stage, type Zoom } from './zoom.ts'

/** `shiftX` follows a finger that may become a swipe. */
export type ZoomState = Zoom & { readonly shiftX: number }
export type ZoomStore = UseBoundStore<StoreApi<ZoomState>>

const atRest: ZoomState = { ...wholePicture, shiftX: 0 }
export const zoomStore = (): ZoomStore => create<ZoomState>(() => atRest)

const swipePx = 56
/** A wheel's notch is about a hundred, and zooms by a fifth. */
const zoomPerDelta = 0.0018
/** Browsers tell a pinch on a touchpad as a wheel with Ctrl, in much smaller steps. */
const zoomPerPinchDelta = 0.01

type ZoomProps = {
  readonly frame: RefObject<HTMLElement | null>
  readonly picture: Size
  readonly store: ZoomStore
  readonly onSwipe: (by: 1 | -1) => void
}

/** Whole or in the picture's own pixels: what the key and the button switch between. `at` is measured from the stage's middle. */
export function toggleZoom(store: ZoomStore, frame: HTMLElement | null, picture: Size, at: Point = { x: 0, y: 0 }): void {
  if (frame === null) return
  const on = stageIn(frame, picture)
  const zoom = store.getState()
  store.setState(zoom.scale > 1 ? atRest : zoomedAt(zoom, trueScale(on, picture) > 1.05 ? trueScale(on, picture) : 2, at, on))
}

/** Wheel, pinch, double click and drag on a picture; a sideways swipe while it is whole. */
export function useZoom({ frame, picture, store, onSwipe }: ZoomProps) {
  const fingers = useRef(new Map<number, Point>())
  const start = useRef<Point>({ x: 0, y: 0 })
  /** Two fingers never swipe, nor does the one that stays when the other is lifted. */
  const maySwipe = useRef(false)
  useWheel({ frame, picture, store })
  const pointOf = (event: PointerEvent | MouseEvent): Point => fromMiddle(frame.current, event)
  const end = (event: PointerEvent): void => {
    const wasAlone = fingers.current.size === 1
    if (!fingers.current.delete(event.pointerId)) return
    const { shiftX } = store.getState()
    if (shiftX === 0) return
    store.setState({ shiftX: 0 })
    if (wasAlone && event.type === 'pointerup' && Math.abs(shiftX) >= swipePx) onSwipe(shiftX < 0 ? 1 : -1)
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      fingers.current.set(event.pointerId, pointOf(event))
      start.current = pointOf(event)
      maySwipe.current = fingers.current.size === 1
      store.setState({ shiftX: 0 })
    },
    onPointerMove: (event: PointerEvent) => {
      const before = fingers.current.get(event.pointerId)
      if (before === undefined || frame.current === null) return
      const now = pointOf(event)
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
      fingers.current.set(event.pointerId, now)
      const zoom = store.getState()
      const on = stageIn(frame.current, picture)
      if (other !== undefined) return store.setState(pinched(zoom, [before, other], [now, other], on))
      if (zoom.scale > 1) return store.setState(moved(zoom, now.x - before.x, now.y - before.y, on))
      if (event.pointerType === 'touch' && maySwipe.current) store.setState({ shiftX: sideways(start.current, now) })
    },
    onPointerUp: end,
    onPointerCancel: end,
    onDoubleClick: (event: { readonly nativeEvent: MouseEvent }) => toggleZoom(store, frame.current, picture, pointOf(event.nativeEvent)),
  }
}

/** A wheel must not scroll the page as well, which only a listener that is not passive can keep it from. */
function useWheel({ frame, picture, store }: Pick<ZoomProps, 'frame' | 'picture' | 'store'>): void {
  const { width, height } = picture
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? zoomPerPinchDelta : zoomPerDelta))
      store.setState(zoomedAt(store.getState(), factor, fromMiddle(element, event), stageIn(element, { width, height })))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [frame, width, height, store])
}

function stageIn(element: HTMLElement, picture: Size): Stage {
  return stageOf({ width: element.clientWidth, height: element.clientHeight }, picture)
}

function fromMiddle(element: HTMLElement | null, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point {
  const box = element?.getBoundingClientRect() ?? new DOMRect()
  return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 }
}

/** How far a finger went sideways, as long as it did not rather go up or down. */
function sideways(from: Point, now: Point): number {
  const dx = now.x - from.x
  return Math.abs(dx) > 1.3 * Math.abs(now.y - from.y) ? dx : 0
}
