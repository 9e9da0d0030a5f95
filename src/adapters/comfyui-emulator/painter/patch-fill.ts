import { nearestPatches, patchRadius, patchSites, type Sites } from './patch-search.ts'
import type { Random } from './random.ts'
import { boxOf, depthOf, type Hole, type Raster } from './raster.ts'
import { smoothFill } from './smooth-fill.ts'

/** Levels larger than this only copy coherently what the level below has found: searching them costs much and shows little. */
const longestSearchedSide = 256
const smallestSide = 48
/** Rounds of search and vote per level, from the coarsest on; the last holds for all finer ones. */
const rounds = [16, 8, 4, 2]

/** Finer levels blend only what lies next to each pixel: the seams are settled by then, and whole patches would cost five times the time. */
const copyRadius = 1

type Level = Raster & { readonly hole: Hole }

/**
 * Fills a hole with texture from its surroundings: PatchMatch with Wexler votes on a pyramid. Pixels near the edge of the hole are
 * trusted more than those deep inside, or the fill collapses to a flat colour.
 */
export function patchFill(picture: Raster, hole: Hole, random: Random): Raster {
  const pyramid = pyramidOf({ ...picture, hole })
  let field: { readonly sources: Int32Array; readonly width: number; readonly height: number } | null = null
  let pixels = new Float32Array(0)
  for (let level = pyramid.length - 1; level >= 0; level--) {
    const one = pyramid[level] as Level
    const sites = patchSites(one.hole, one.width, one.height)
    if (sites.targets.length === 0 || sites.validCount === 0) return smoothFill(picture, hole)
    const trust = trustOf(one)
    const sources: Int32Array = field === null ? randomField(sites, random) : finerField(field, one, sites, random)
    pixels = new Float32Array(field === null ? smoothFill(one, one.hole).rgb : one.rgb)
    if (field !== null)
      vote(pixels, new Float32Array(one.rgb), sources, sites, one, trust, null, searchedSide(one) ? patchRadius : copyRadius)
    const turns = searchedSide(one) ? (rounds[Math.min(rounds.length - 1, pyramid.length - 1 - level)] ?? 2) : 0
    for (let turn = 0; turn < turns; turn++) {
      const distances = nearestPatches(pixels, sources, sites, one.width, one.height, random)
      vote(pixels, pixels.slice(), sources, sites, one, trust, distances, patchRadius)
    }
    field = { sources, width: one.width, height: one.height }
  }
  const rgb = new Uint8Array(picture.rgb)
  for (let pixel = 0; pixel < hole.length; pixel++) {
    if (hole[pixel] === 0) continue
    for (let at = pixel * 3; at < pixel * 3 + 3; at++) rgb[at] = Math.min(255, (pixels[at] as number) + 0.5)
  }
  return { ...picture, rgb }
}

const searchedSide = ({ width, height }: Level): boolean => Math.max(width, height) <= longestSearchedSide

function pyramidOf(bottom: Level): Level[] {
  const levels = [bottom]
  for (let top = bottom; Math.min(top.width, top.height) > smallestSide;) {
    const box = boxOf(top.hole, top.width, top.height)
    if (box === null || Math.max(box.right - box.left, box.bottom - box.top) < 8) break
    top = halved(top)
    levels.push(top)
  }
  return levels
}

/** Half the size; a pixel belongs to the hole when any of its four does, and averages the known ones. */
function halved({ width, height, rgb, hole }: Level): Level {
  const half = { width: width >> 1, height: height >> 1 }
  const out = new Uint8Array(half.width * half.height * 3)
  const outHole = new Uint8Array(half.width * half.height)
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++, to++) {
      const first = y * 2 * width + x * 2
      let [r, g, b, known] = [0, 0, 0, 0]
      for (let step = 0; step < 4; step++) {
        const at = first + (step & 1) + (step >> 1) * width
        if (hole[at] !== 0) continue
        r += rgb[at * 3] as number
        g += rgb[at * 3 + 1] as number
        b += rgb[at * 3 + 2] as number
        known++
      }
      if (known < 4) outHole[to] = 255
      if (known === 0) continue
      out[to * 3] = r / known
      out[to * 3 + 1] = g / known
      out[to * 3 + 2] = b / known
    }
  }
  return { ...half, rgb: out, hole: outHole }
}

function trustOf({ hole, width, height }: Level): Float32Array {
  const trust = depthOf(hole, width, height)
  for (let at = 0; at < trust.length; at++) trust[at] = trust[at] === 0 ? 1 : Math.max(1e-6, 1.3 ** -(trust[at] as number))
  return trust
}

function randomField({ targets, valid, validCount }: Sites, random: Random): Int32Array {
  const sources = new Int32Array(valid.length).fill(-1)
  const places = Int32Array.from({ length: validCount })
  for (let at = 0, next = 0; at < valid.length; at++) if (valid[at] === 1) places[next++] = at
  for (const target of targets) sources[target] = places[Math.floor(random() * validCount)] as number
  return sources
}

/** Carries a coarser field over: twice the place, plus the target's own odd pixel. */
function finerField(
  coarse: { readonly sources: Int32Array; readonly width: number; readonly height: number },
  { width, height }: Level,
  sites: Sites,
  random: Random,
): Int32Array {
  const fallback = randomField(sites, random)
  const edge = patchRadius
  for (const target of sites.targets) {
    const [x, y] = [target % width, Math.floor(target / width)]
    const column = Math.min(coarse.width - 1 - edge, Math.max(edge, x >> 1))
    const row = Math.min(coarse.height - 1 - edge, Math.max(edge, y >> 1))
    const source = coarse.sources[row * coarse.width + column] as number
    if (source < 0) continue
    const [sx, sy] = [(source % coarse.width) * 2 + (x & 1), Math.floor(source / coarse.width) * 2 + (y & 1)]
    if (sx < width && sy < height && sites.valid[sy * width + sx] === 1) fallback[target] = sy * width + sx
  }
  return fallback
}

/** Each target's source patch votes for every hole pixel that the target's patch covers. */
function vote(
  pixels: Float32Array,
  from: Float32Array,
  sources: Int32Array,
  { targets }: Sites,
  { hole, width }: Level,
  trust: Float32Array,
  distances: Float32Array | null,
  radius: number,
): void {
  const sums = new Float32Array(hole.length * 4)
  for (const target of targets) {
    const source = sources[target] as number
    if (source < 0) continue
    const weight = (distances === null ? 1 : 1 / (1 + (distances[target] as number) / 1470)) * (trust[target] as number)
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        const at = target + dy * width + dx
        if (hole[at] === 0) continue
        const [sum, read] = [at * 4, (source + dy * width + dx) * 3]
        sums[sum] = (sums[sum] as number) + (from[read] as number) * weight
        sums[sum + 1] = (sums[sum + 1] as number) + (from[read + 1] as number) * weight
        sums[sum + 2] = (sums[sum + 2] as number) + (from[read + 2] as number) * weight
        sums[sum + 3] = (sums[sum + 3] as number) + weight
      }
    }
  }
  for (let at = 0; at < hole.length; at++) {
    const weight = sums[at * 4 + 3] as number
    if (hole[at] === 0 || weight === 0) continue
    for (let channel = 0; channel < 3; channel++) pixels[at * 3 + channel] = (sums[at * 4 + channel] as number) / weight
  }
}
