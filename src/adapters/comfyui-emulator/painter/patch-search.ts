import type { Random } from './random.ts'
import type { Hole } from './raster.ts'

/** Patches are 7 × 7. */
export const patchRadius = 3

export type Sites = {
  /** Centres of patches that touch the hole, in reading order. */
  readonly targets: Int32Array
  /** 1 where a whole patch is known: the places to take texture from. */
  readonly valid: Uint8Array
  readonly validCount: number
}

export function patchSites(hole: Hole, width: number, height: number): Sites {
  const count = holesBefore(hole, width, height)
  const valid = new Uint8Array(hole.length)
  const targets: number[] = []
  let validCount = 0
  const stride = width + 1
  for (let y = patchRadius; y < height - patchRadius; y++) {
    for (let x = patchRadius; x < width - patchRadius; x++) {
      const [left, top, right, bottom] = [x - patchRadius, y - patchRadius, x + patchRadius + 1, y + patchRadius + 1]
      const holes =
        (count[bottom * stride + right] as number) -
        (count[top * stride + right] as number) -
        (count[bottom * stride + left] as number) +
        (count[top * stride + left] as number)
      if (holes > 0) targets.push(y * width + x)
      else {
        valid[y * width + x] = 1
        validCount++
      }
    }
  }
  return { targets: Int32Array.from(targets), valid, validCount }
}

/** Summed area table of the hole. */
function holesBefore(hole: Hole, width: number, height: number): Int32Array {
  const stride = width + 1
  const count = new Int32Array(stride * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += hole[y * width + x] === 0 ? 0 : 1
      count[(y + 1) * stride + x + 1] = (count[y * stride + x + 1] as number) + row
    }
  }
  return count
}

/** Two sweeps of PatchMatch, one in each direction: neighbours' finds are tried, then random places ever nearer. Answers each target's distance. */
export function nearestPatches(
  pixels: Float32Array,
  sources: Int32Array,
  { targets, valid }: Sites,
  width: number,
  height: number,
  random: Random,
): Float32Array {
  const distances = new Float32Array(valid.length)
  for (const target of targets) distances[target] = distance(pixels, width, target, sources[target] as number, Infinity)
  const search = { pixels, sources, valid, distances, width, height, random }
  for (let at = 0; at < targets.length; at++) improve(search, targets[at] as number, -1)
  for (let at = targets.length - 1; at >= 0; at--) improve(search, targets[at] as number, 1)
  return distances
}

type Search = {
  readonly pixels: Float32Array
  readonly sources: Int32Array
  readonly valid: Uint8Array
  readonly distances: Float32Array
  readonly width: number
  readonly height: number
  readonly random: Random
}

function improve({ pixels, sources, valid, distances, width, height, random }: Search, target: number, step: 1 | -1): void {
  let best = sources[target] as number
  let least = distances[target] as number
  const consider = (place: number): void => {
    if (place < 0 || place >= valid.length || valid[place] !== 1 || place === best) return
    const found = distance(pixels, width, target, place, least)
    if (found < least) [least, best] = [found, place]
  }
  for (const offset of [step, step * width]) {
    const neighbour = sources[target + offset]
    if (neighbour !== undefined && neighbour >= 0) consider(neighbour - offset)
  }
  const [x, y] = [best % width, Math.floor(best / width)]
  for (let reach = Math.max(width, height); reach >= 1; reach /= 2) {
    const [column, row] = [x + Math.trunc((random() * 2 - 1) * reach), y + Math.trunc((random() * 2 - 1) * reach)]
    if (column >= 0 && row >= 0 && column < width && row < height) consider(row * width + column)
  }
  sources[target] = best
  distances[target] = least
}

/** Sum of squared differences of two patches; gives up once it is past `limit`. */
function distance(pixels: Float32Array, width: number, one: number, other: number, limit: number): number {
  const across = (2 * patchRadius + 1) * 3
  let sum = 0
  for (let dy = -patchRadius; dy <= patchRadius; dy++) {
    let at = (one + dy * width - patchRadius) * 3
    let to = (other + dy * width - patchRadius) * 3
    for (let step = 0; step < across; step++) {
      const difference = (pixels[at++] as number) - (pixels[to++] as number)
      sum += difference * difference
    }
    if (sum > limit) return sum
  }
  return sum
}
