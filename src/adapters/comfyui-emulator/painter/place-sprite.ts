import type { Random } from './random.ts'
import { boxOf, depthOf, type Box, type Hole } from './raster.ts'

/** RGBA. */
export type Cutout = { readonly width: number; readonly height: number; readonly data: Uint8Array }
/** Where the middle of a thing comes to lie, and how wide and high it is. */
export type Spot = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
type Area = { readonly hole: Hole; readonly width: number; readonly height: number }

/** Several things share the width of the hole; each gets the largest spot at which next to nothing of it is cut off by the hole's edge. */
export function spotsFor(shape: Cutout, area: Area, count: number, random: Random): readonly Spot[] {
  const box = boxOf(area.hole, area.width, area.height)
  if (box === null) return []
  const across = (box.right - box.left) / count
  return Array.from({ length: count }, (_, index) => {
    const part = { ...box, left: Math.round(box.left + index * across), right: Math.round(box.left + (index + 1) * across) }
    return largestSpot(shape, area, count === 1 ? box : widened(part, area.width, across * 0.06), count === 1, random)
  })
}

const widened = (box: Box, width: number, by: number): Box => ({
  ...box,
  left: Math.max(0, Math.round(box.left - by)),
  right: Math.min(width, Math.round(box.right + by)),
})

function largestSpot(shape: Cutout, area: Area, box: Box, alone: boolean, random: Random): Spot {
  const [across, down] = [box.right - box.left, box.bottom - box.top]
  const scale = Math.min(across / shape.width, down / shape.height) * (0.88 + random() * 0.12)
  const centres = centresOf(area, box, alone)
  let best: Spot | null = null
  let bestShown = 0
  for (let shrink = 1; shrink > 0.4; shrink *= 0.93) {
    const [width, height] = [Math.max(6, Math.round(shape.width * scale * shrink)), Math.max(6, Math.round(shape.height * scale * shrink))]
    for (const [x, y] of centres) {
      const shown = shownShare(shape, area, { x, y, width, height })
      if (best === null || shown > bestShown + 0.02) [best, bestShown] = [{ x, y, width, height }, shown]
    }
    if (bestShown > 0.985) break
  }
  return best as Spot
}

/** Where a thing may stand: the middle of the box, of the hole's weight, its deepest point, and between them. Beside others it keeps its column. */
function centresOf({ hole, width }: Area, box: Box, alone: boolean): readonly (readonly [number, number])[] {
  const cut = { width: box.right - box.left, height: box.bottom - box.top }
  const part = new Uint8Array(cut.width * cut.height)
  for (let y = 0; y < cut.height; y++)
    part.set(hole.subarray((box.top + y) * width + box.left, (box.top + y) * width + box.right), y * cut.width)
  const depth = depthOf(part, cut.width, cut.height)
  let [sumX, sumY, count, deepest] = [0, 0, 0, 0]
  for (let at = 0; at < part.length; at++) {
    if (part[at] === 0) continue
    sumX += at % cut.width
    sumY += Math.floor(at / cut.width)
    count++
    if ((depth[at] as number) > (depth[deepest] as number)) deepest = at
  }
  const middle = [box.left + cut.width / 2, box.top + cut.height / 2] as const
  const weight = count === 0 ? middle : ([box.left + sumX / count, box.top + sumY / count] as const)
  if (!alone) return [[middle[0], weight[1]], middle]
  const deep = [box.left + (deepest % cut.width), box.top + Math.floor(deepest / cut.width)] as const
  return [weight, middle, deep, [(weight[0] + deep[0]) / 2, (weight[1] + deep[1]) / 2]]
}

/** How much of the thing lies inside the hole, 0 to 1, judged on a grid. */
function shownShare({ data, width, height }: Cutout, area: Area, spot: Spot): number {
  const steps = 22
  let [inside, all] = [0, 0]
  for (let row = 0; row < steps; row++) {
    for (let column = 0; column < steps; column++) {
      const [u, v] = [(column + 0.5) / steps, (row + 0.5) / steps]
      if ((data[(Math.floor(v * height) * width + Math.floor(u * width)) * 4 + 3] as number) < 60) continue
      all++
      const [x, y] = [Math.round(spot.x + (u - 0.5) * spot.width), Math.round(spot.y + (v - 0.5) * spot.height)]
      if (x >= 0 && y >= 0 && x < area.width && y < area.height && area.hole[y * area.width + x] !== 0) inside++
    }
  }
  return all === 0 ? 0 : inside / all
}
