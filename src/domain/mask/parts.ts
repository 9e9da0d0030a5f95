import type { Plane } from './plane.ts'

export type Parts = {
  /** The number of each pixel's part, from 1; 0 where the value is 0. */
  readonly partOf: Int32Array
  readonly count: number
}

/** Pixels above 0 that touch, at a side or a corner, are one part: a thin stroke drawn aslant is not a row of single pixels. */
export function connectedParts({ widthPx, heightPx, values }: Plane): Parts {
  const partOf = new Int32Array(values.length)
  const waiting = new Int32Array(values.length)
  let count = 0
  for (let seed = 0; seed < values.length; seed++) {
    if (values[seed] === 0 || partOf[seed] !== 0) continue
    count++
    partOf[seed] = count
    waiting[0] = seed
    for (let left = 1; left > 0;) {
      const at = waiting[--left] ?? 0
      const x = at % widthPx
      const y = (at - x) / widthPx
      const lastX = x + 1 < widthPx ? x + 1 : x
      const lastY = y + 1 < heightPx ? y + 1 : y
      for (let ny = y > 0 ? y - 1 : 0; ny <= lastY; ny++) {
        for (let nx = x > 0 ? x - 1 : 0; nx <= lastX; nx++) {
          const near = ny * widthPx + nx
          if (values[near] === 0 || partOf[near] !== 0) continue
          partOf[near] = count
          waiting[left++] = near
        }
      }
    }
  }
  return { partOf, count }
}
