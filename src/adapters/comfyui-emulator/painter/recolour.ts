import { luma, type Rgb } from './colours.ts'
import { depthOf, type Hole, type Raster } from './raster.ts'

/**
 * Lays a colour over what the hole is mostly about and keeps its light and shade. Other things that the hole touches, such as skin beside
 * hair, keep their own colour.
 */
export function recoloured({ width, height, rgb }: Raster, hole: Hole, colour: Rgb): Raster {
  const main = mainHue(rgb, hole, depthOf(hole, width, height))
  const share = new Float32Array(hole.length)
  let [sum, weight] = [0, 0]
  for (let pixel = 0; pixel < hole.length; pixel++) {
    if (hole[pixel] === 0) continue
    const near = nearness(hueAt(rgb, pixel), main)
    share[pixel] = near
    sum += lightAt(rgb, pixel) * near
    weight += near
  }
  const middle = weight === 0 ? 128 : sum / weight
  const out = new Uint8Array(rgb)
  for (let pixel = 0; pixel < hole.length; pixel++) {
    const part = (share[pixel] as number) * 0.94
    if (part === 0) continue
    const shade = (lightAt(rgb, pixel) - middle) * 0.9
    for (let channel = 0; channel < 3; channel++) {
      const own = rgb[pixel * 3 + channel] as number
      out[pixel * 3 + channel] = Math.max(0, Math.min(255, Math.round(own + ((colour[channel] as number) + shade - own) * part)))
    }
  }
  return { width, height, rgb: out }
}

/** Two axes of hue and a little of the lightness: folds and shadows of one cloth lie close together. */
type Hue = readonly [number, number, number]

const lightAt = (rgb: Uint8Array, pixel: number): number =>
  luma([rgb[pixel * 3] as number, rgb[pixel * 3 + 1] as number, rgb[pixel * 3 + 2] as number])

function hueAt(rgb: Uint8Array, pixel: number): Hue {
  const [r, g, b] = [rgb[pixel * 3] as number, rgb[pixel * 3 + 1] as number, rgb[pixel * 3 + 2] as number]
  return [r - g, g - b, luma([r, g, b]) * 0.42]
}

const distance = (one: Hue, other: Hue): number => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])

/** 1 for the same thing, 0 for another; soft between. */
function nearness(hue: Hue, main: Hue): number {
  const past = Math.max(0, Math.min(1, (distance(hue, main) - 26) / 22))
  return 1 - past * past * (3 - 2 * past)
}

/** The hue that fills most of the hole, its middle counting more than its edge: the fullest of coarse drawers, then its mean. */
function mainHue(rgb: Uint8Array, hole: Hole, depth: Float32Array): Hue {
  const drawers = new Map<string, { weight: number; sum: [number, number, number] }>()
  for (let pixel = 0; pixel < hole.length; pixel += 3) {
    if (hole[pixel] === 0) continue
    const hue = hueAt(rgb, pixel)
    const name = hue.map((part) => Math.round(part / 20)).join(' ')
    const drawer = drawers.get(name) ?? { weight: 0, sum: [0, 0, 0] }
    const weight = 1 + (depth[pixel] as number)
    drawer.weight += weight
    drawer.sum = [drawer.sum[0] + hue[0] * weight, drawer.sum[1] + hue[1] * weight, drawer.sum[2] + hue[2] * weight]
    drawers.set(name, drawer)
  }
  const { weight, sum } = [...drawers.values()].reduce((best, one) => (one.weight > best.weight ? one : best), {
    weight: 0,
    sum: [0, 0, 0],
  })
  return weight === 0 ? [0, 0, 0] : [sum[0] / weight, sum[1] / weight, sum[2] / weight]
}
