import type { Size } from './box.ts'
import type { Plane } from './plane.ts'

/** What the person set beside the mask: by how much it grows, and over how much its edge fades inwards. Image pixels. */
export type EdgeLook = { readonly growPx: number; readonly featherPx: number }

/**
 * How much of the new picture each pixel will take, of 255, as the server pastes it (product.md §2.4). For the eyes only: growing rounds
 * soft values down to an eighth of full strength, which is what keeps a slider quick; without growing the values are the server's own.
 */
export function softEdge(painted: Plane, { growPx, featherPx }: EdgeLook): Uint8Array<ArrayBuffer> {
  const grown = growPx > 0 ? grownBy(painted, growPx) : painted.alpha.slice()
  return featherPx > 0 ? fadedInwards(painted, grown, featherPx) : grown
}

const levels = [255, 224, 192, 160, 128, 96, 64, 32, 16]
const weakest = 16

/** Each level of strength moves outwards by itself, the strongest first: what it reached needs no second look. */
function grownBy(painted: Plane, growPx: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(painted.alpha.length)
  for (const level of levels) {
    const least = level === weakest ? 1 : level
    const near = nearness(painted, growPx + 1, (at) => (painted.alpha[at] ?? 0) >= least)
    for (let at = 0; at < grown.length; at += 1) if (grown[at] === 0 && near.squareAt(at) <= growPx * growPx) grown[at] = level
  }
  return grown
}

/** Strength rises smoothly from the edge. A part thinner than the feather reaches full strength half-way to its middle all the same. */
function fadedInwards(size: Size, grown: Uint8Array, featherPx: number): Uint8Array<ArrayBuffer> {
  const near = nearness(size, featherPx * 2, (at) => grown[at] === 0)
  const squares = new Int32Array(grown.length)
  const faded = new Uint8Array(grown.length)
  eachPart(size, grown, (part) => {
    let deepest = 0
    for (const at of part) {
      const square = near.squareAt(at)
      squares[at] = square
      if (square > deepest) deepest = square
    }
    const feather = Math.min(featherPx, Math.sqrt(deepest) / 2)
    for (const at of part) {
      const share = Math.min(1, Math.sqrt(squares[at] ?? 0) / feather)
      faded[at] = Math.round((grown[at] ?? 0) * share * share * (3 - 2 * share))
    }
  })
  return faded
}

/**
 * Tells for a pixel the squared distance to the nearest target, and `mostPx` squared where none is that near. The distances down the
 * columns are found at once; the way along the row is looked at only for pixels that somebody asks for, and no farther than it can help.
 */
function nearness({ widthPx, heightPx }: Size, mostPx: number, isTarget: (at: number) => boolean): { squareAt(at: number): number } {
  const down = new Uint8Array(widthPx * heightPx)
  const rowHas = new Uint8Array(heightPx)
  for (let at = 0; at < down.length; at += 1) {
    const above = at < widthPx ? mostPx : (down[at - widthPx] ?? 0) + 1
    down[at] = isTarget(at) ? 0 : above < mostPx ? above : mostPx
  }
  for (let at = down.length - 1; at >= 0; at -= 1) {
    const below = at + widthPx < down.length ? (down[at + widthPx] ?? 0) + 1 : mostPx
    if (below < (down[at] ?? 0)) down[at] = below
    if ((down[at] ?? 0) < mostPx) rowHas[Math.floor(at / widthPx)] = 1
  }
  return {
    squareAt(at) {
      const row = Math.floor(at / widthPx)
      const straight = down[at] ?? 0
      let best = straight * straight
      if (rowHas[row] === 0) return best
      const [first, last] = [row * widthPx, (row + 1) * widthPx - 1]
      for (let dx = 1; dx * dx < best; dx += 1) {
        const left = at - dx >= first ? (down[at - dx] ?? 0) : mostPx
        const right = at + dx <= last ? (down[at + dx] ?? 0) : mostPx
        const nearer = left < right ? left : right
        if (nearer * nearer + dx * dx < best) best = nearer * nearer + dx * dx
      }
      return best
    },
  }
}

/** Visits the pixels above 0 part by part; pixels that touch at a side or a corner are of one part. */
function eachPart({ widthPx, heightPx }: Size, values: Uint8Array, visit: (part: Int32Array) => void): void {
  const seen = new Uint8Array(values.length)
  const found = new Int32Array(values.length)
  for (let seed = 0; seed < values.length; seed += 1) {
    if (values[seed] === 0 || seen[seed] === 1) continue
    let count = 0
    const find = (at: number): void => {
      if (values[at] === 0 || seen[at] === 1) return
      seen[at] = 1
      found[count++] = at
    }
    find(seed)
    for (let next = 0; next < count; next += 1) {
      const at = found[next] ?? 0
      const x = at % widthPx
      const [left, right] = [x > 0 ? -1 : 0, x < widthPx - 1 ? 1 : 0]
      for (let row = at - widthPx; row <= at + widthPx; row += widthPx) {
        if (row < 0 || row >= widthPx * heightPx) continue
        for (let near = row + left; near <= row + right; near += 1) find(near)
      }
    }
    visit(found.subarray(0, count))
  }
}
