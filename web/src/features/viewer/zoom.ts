export type Point = { readonly x: number; readonly y: number }
export type Size = { readonly width: number; readonly height: number }

/** `scale` 1 shows the whole picture; `x` and `y` are how far its middle stands from the stage's, in CSS pixels. */
export type Zoom = Point & { readonly scale: number }

/** What a zoom happens in: the stage, and the picture as it stands there whole. */
export type Stage = { readonly stage: Size; readonly whole: Size; readonly mostScale: number }

export const wholePicture: Zoom = { scale: 1, x: 0, y: 0 }
/** Eight screen pixels for one of the picture are enough to count them. */
const mostPixels = 8

/** The largest size at which all of the picture is in sight. */
export function stageOf(stage: Size, picture: Size): Stage {
  const fit = Math.min(stage.width / picture.width, stage.height / picture.height)
  const whole = { width: picture.width * fit, height: picture.height * fit }
  return { stage, whole, mostScale: Math.max(mostPixels / fit, 1) }
}

/** The scale at which one pixel of the picture is one CSS pixel. */
export const trueScale = ({ whole }: Stage, picture: Size): number => picture.width / whole.width

/** Zooms by a factor; what lies under `at`, measured from the stage's middle, stays there. */
export function zoomedAt(zoom: Zoom, factor: number, at: Point, on: Stage): Zoom {
  const scale = Math.min(on.mostScale, Math.max(1, zoom.scale * factor))
  const grown = scale / zoom.scale
  return within({ scale, x: at.x - (at.x - zoom.x) * grown, y: at.y - (at.y - zoom.y) * grown }, on)
}

export const moved = (zoom: Zoom, dx: number, dy: number, on: Stage): Zoom => within({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, on)

/** Two fingers: the points under them follow them, as far as a picture that does not turn can. */
export function pinched(zoom: Zoom, before: readonly [Point, Point], now: readonly [Point, Point], on: Stage): Zoom {
  const from = middleOf(before)
  const to = middleOf(now)
  const grown = distanceOf(now) / Math.max(1, distanceOf(before))
  return moved(zoomedAt(zoom, grown, from, on), to.x - from.x, to.y - from.y, on)
}

/** No gap on one side while something is hidden on the other. */
function within({ scale, x, y }: Zoom, { stage, whole }: Stage): Zoom {
  const roomX = Math.max(0, (whole.width * scale - stage.width) / 2)
  const roomY = Math.max(0, (whole.height * scale - stage.height) / 2)
  return { scale, x: clamp(x, roomX), y: clamp(y, roomY) }
}

const clamp = (value: number, room: number): number => (room === 0 ? 0 : Math.min(room, Math.max(-room, value)))
const middleOf = ([one, other]: readonly [Point, Point]): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 })
const distanceOf = ([one, other]: readonly [Point, Point]): number => Math.hypot(one.x - other.x, one.y - other.y)
