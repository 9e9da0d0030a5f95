import type { Point, Size } from './box.ts'

/** How the picture lies on the screen: screen = image × scale + offset, in CSS pixels of the stage. */
export type View = { readonly scale: number; readonly x: number; readonly y: number }

export const scaleLimits = { least: 0.1, most: 32 } as const

/** The whole picture in the middle, with air around it. */
export function fitted(picture: Size, stage: Size, marginPx: number): View {
  const room = { widthPx: Math.max(1, stage.widthPx - 2 * marginPx), heightPx: Math.max(1, stage.heightPx - 2 * marginPx) }
  return centred(picture, stage, clampScale(Math.min(room.widthPx / picture.widthPx, room.heightPx / picture.heightPx)))
}

export function centred(picture: Size, stage: Size, scale: number): View {
  return { scale, x: (stage.widthPx - picture.widthPx * scale) / 2, y: (stage.heightPx - picture.heightPx * scale) / 2 }
}

/** Scales so that the image point under `at` (stage pixels) stays where it is. */
export function zoomedAt(view: View, at: Point, factor: number): View {
  const scale = clampScale(view.scale * factor)
  const ratio = scale / view.scale
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }
}

export const panned = (view: View, by: Point): View => ({ ...view, x: view.x + by.x, y: view.y + by.y })

/** Keeps at least a corner of the picture on the stage, so that it cannot be lost. */
export function kept(view: View, picture: Size, stage: Size, leastPx = 48): View {
  const within = (offset: number, size: number, room: number): number =>
    Math.min(room - leastPx, Math.max(leastPx - size * view.scale, offset))
  return { scale: view.scale, x: within(view.x, picture.widthPx, stage.widthPx), y: within(view.y, picture.heightPx, stage.heightPx) }
}

export const toImage = (view: View, at: Point): Point => ({ x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale })
export const toStage = (view: View, at: Point): Point => ({ x: at.x * view.scale + view.x, y: at.y * view.scale + view.y })

export const clampScale = (scale: number): number => Math.min(scaleLimits.most, Math.max(scaleLimits.least, scale))
