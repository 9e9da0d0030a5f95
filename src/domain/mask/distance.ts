import type { Plane } from './plane.ts'

const never = Infinity

/**
 * For each pixel the squared distance, in pixels, to the nearest pixel whose value is 0; exact. What lies outside the picture is not
 * there: it counts as neither kept nor edited, so a mask that touches the border stays full along it. Infinity where no pixel is 0.
 *
 * Felzenszwalb and Huttenlocher: distances down each column first, then along each row the lower envelope of the parabolas that stand
 * on those; both passes are linear.
 */
export function squaredDistances(plane: Plane): Float64Array {
  const squares = squaredColumnDistances(plane)
  const { widthPx, heightPx } = plane
  const envelope = { feet: new Int32Array(widthPx), starts: new Float64Array(widthPx) }
  const before = new Float64Array(widthPx)
  for (let y = 0; y < heightPx; y++) {
    const row = squares.subarray(y * widthPx, (y + 1) * widthPx)
    before.set(row)
    lowerEnvelope(before, row, envelope)
  }
  return squares
}

function squaredColumnDistances({ widthPx, heightPx, values }: Plane): Float64Array {
  const distances = new Float64Array(values.length)
  for (let at = 0; at < values.length; at++) {
    const above = at < widthPx ? never : (distances[at - widthPx] ?? never)
    distances[at] = values[at] === 0 ? 0 : above + 1
  }
  for (let at = (heightPx - 1) * widthPx - 1; at >= 0; at--) {
    const below = (distances[at + widthPx] ?? never) + 1
    if (below < (distances[at] ?? never)) distances[at] = below
  }
  for (let at = 0; at < distances.length; at++) distances[at] = (distances[at] ?? 0) ** 2
  return distances
}

/** `row[x]` becomes the least of `heights[foot] + (x − foot)²` over all feet. `feet` and `starts` are room to work in. */
function lowerEnvelope(heights: Float64Array, row: Float64Array, { feet, starts }: { feet: Int32Array; starts: Float64Array }): void {
  let lowest = -1
  for (let foot = 0; foot < heights.length; foot++) {
    const height = heights[foot] ?? never
    // A parabola at infinity is nowhere the lowest, and the difference of two infinities would be no number.
    if (height === never) continue
    let start = -never
    // The first parabola begins at minus infinity and is never taken away.
    while (lowest >= 0) {
      const other = feet[lowest] ?? 0
      start = (height + foot * foot - ((heights[other] ?? 0) + other * other)) / (2 * (foot - other))
      if (start > (starts[lowest] ?? 0)) break
      lowest--
    }
    lowest++
    feet[lowest] = foot
    starts[lowest] = start
  }
  if (lowest < 0) return
  for (let x = 0, part = 0; x < row.length; x++) {
    while (part < lowest && (starts[part + 1] ?? never) <= x) part++
    const foot = feet[part] ?? 0
    row[x] = (heights[foot] ?? 0) + (x - foot) ** 2
  }
}
