import { squaredDistances } from './distance.ts'
import { grow } from './grow.ts'
import { connectedParts } from './parts.ts'
import { hardened, planeOf, type Plane } from './plane.ts'

/** The model sees the mask at an eighth of its size, where thinner strokes than this vanish. */
export const engineMarginPx = 8

/** What the engine may draw on: the grown mask, 8 px more, hard. Always holds the paste mask. */
export const engineMask = (painted: Plane, growPx: number): Plane => grow(hardened(grow(painted, growPx)), engineMarginPx)

/**
 * How much of the engine's picture each pixel takes, of 255: the painted mask grown by `growPx`, then feathered inwards over
 * `featherPx`. Never more than the grown mask, so 0 wherever that is 0; exactly the grown mask when `featherPx` is 0.
 */
export function pasteMask(painted: Plane, growPx: number, featherPx: number): Plane {
  const grown = grow(painted, growPx)
  return featherPx > 0 ? featheredInwards(grown, featherPx) : grown
}

/** value × smoothstep(d ÷ f), with d the distance to the nearest 0 and f at most half of the largest d of the pixel's part. */
function featheredInwards(plane: Plane, featherPx: number): Plane {
  const squares = squaredDistances(plane)
  const { partOf, count } = connectedParts(plane)
  // A stroke that is thinner than the feather still reaches full strength along its middle.
  const feathers = largestSquares(squares, partOf, count).map((square) => Math.min(featherPx, Math.sqrt(square) / 2))
  const values = plane.values.map((value, at) => {
    const feather = feathers[partOf[at] ?? 0] ?? 0
    const square = squares[at] ?? 0
    return square >= feather * feather ? value : Math.round(value * smoothstep(Math.sqrt(square) / feather))
  })
  return planeOf(plane.widthPx, plane.heightPx, values)
}

/** For each part, by its number, how deep it is at its deepest, squared. */
function largestSquares(squares: Float64Array, partOf: Int32Array, count: number): Float64Array {
  const largest = new Float64Array(count + 1)
  for (let at = 0; at < squares.length; at++) {
    const part = partOf[at] ?? 0
    const square = squares[at] ?? 0
    if (square > (largest[part] ?? 0)) largest[part] = square
  }
  return largest
}

const smoothstep = (share: number): number => share * share * (3 - 2 * share)
