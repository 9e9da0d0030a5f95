import type { Point } from './box.ts'
import type { MaskEngine } from './mask-engine.ts'
import type { Blend } from './plane.ts'

/** What a press does to a polygon that is being drawn: one corner more, or the finished shape. */
export type PolygonPress = { readonly corners: readonly Point[]; readonly closed: readonly Point[] | null }

/**
 * A press on the first corner closes the polygon, and so does a second press on the last one, as a double click makes it. Both take the
 * corners that stand; anything with fewer than three is no shape yet. `reachPx` is how near (in image pixels) counts as on a corner.
 */
export function pressPolygon(corners: readonly Point[], at: Point, reachPx: number): PolygonPress {
  const first = corners[0]
  const last = corners.at(-1)
  const onLast = last !== undefined && distance(last, at) <= reachPx
  const onFirst = first !== undefined && distance(first, at) <= reachPx
  if (corners.length >= 3 && (onFirst || onLast)) return { corners: [], closed: corners }
  return { corners: onLast ? corners : [...corners, at], closed: null }
}

/** On the screen; at every zoom a corner is hit as easily. */
const cornerReachPx = 10

/** The polygon that is being drawn. Its corners outlive the presses that set them, so it is kept apart from other shapes. */
export function polygonInHand(engine: Pick<MaskEngine, 'fillLasso'>, scale: () => number, changed: () => void) {
  let corners: readonly Point[] = []
  const become = (next: readonly Point[]): boolean => {
    const had = corners.length > 0
    corners = next
    changed()
    return had
  }
  return {
    /** Its corners and the way to the pointer; null where none is begun. */
    shape: (at: Point | null): readonly Point[] | null => (corners.length === 0 ? null : at === null ? corners : [...corners, at]),
    press(at: Point, blend: Blend): void {
      const next = pressPolygon(corners, at, cornerReachPx / scale())
      if (next.closed !== null) engine.fillLasso(next.closed, blend)
      become(next.corners)
    },
    /** Takes the last corner back; whether there was one. */
    takeBack: (): boolean => become(corners.slice(0, -1)),
    /** Forgets it; whether there was one. */
    drop: (): boolean => become([]),
  }
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
