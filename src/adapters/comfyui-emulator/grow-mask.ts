import type { Mask } from './pixels.ts'

/**
 * `GrowMask`: so many steps over a plus when tapered, else over a square. To shrink is to grow what is not masked. Most masks are hard,
 * and those grow in two passes however far; a soft one goes step by step.
 */
export function growMask(mask: Mask, stepsPx: number, tapered: boolean): Mask {
  if (stepsPx < 0) return inverted(growMask(inverted(mask), -stepsPx, tapered))
  if (mask.values.every((value) => value === 0 || value === 255)) return grownHard(mask, stepsPx, tapered)
  let values = mask.values
  for (let step = 0; step < stepsPx; step++) values = grownOnce({ ...mask, values }, tapered)
  return { ...mask, values }
}

const inverted = (mask: Mask): Mask => ({ ...mask, values: mask.values.map((value) => 255 - value) })

/** By the distance to the nearest masked pixel, counted in steps: once from the top left and once from the bottom right. */
function grownHard(mask: Mask, stepsPx: number, tapered: boolean): Mask {
  const { widthPx, values } = mask
  const far = stepsPx + 1
  const steps = new Uint16Array(values.length)
  for (let at = 0; at < steps.length; at++) steps[at] = values[at] === 0 ? far : 0
  for (let at = 0; at < steps.length; at++) nearer(steps, widthPx, at, -1, tapered)
  for (let at = steps.length - 1; at >= 0; at--) nearer(steps, widthPx, at, 1, tapered)
  return { ...mask, values: Uint8Array.from(steps, (distance) => (distance <= stepsPx ? 255 : 0)) }
}

/** Looks at the neighbour in the row and at those in the row before (`side` -1) or after (1). */
function nearer(steps: Uint16Array, widthPx: number, at: number, side: -1 | 1, tapered: boolean): void {
  const x = at % widthPx
  const row = at + side * widthPx
  const hasRow = row >= 0 && row < steps.length
  let least = steps[at] as number
  if (side === -1 ? x > 0 : x < widthPx - 1) least = Math.min(least, (steps[at + side] as number) + 1)
  if (hasRow) least = Math.min(least, (steps[row] as number) + 1)
  if (hasRow && !tapered && x > 0) least = Math.min(least, (steps[row - 1] as number) + 1)
  if (hasRow && !tapered && x < widthPx - 1) least = Math.min(least, (steps[row + 1] as number) + 1)
  steps[at] = least
}

/** In a row first and then in its column: a square is the column of rows, a plus adds only what lies straight above and below. */
function grownOnce({ widthPx, values }: Mask, tapered: boolean): Uint8Array {
  const inRows = new Uint8Array(values.length)
  for (let at = 0; at < values.length; at++) {
    const x = at % widthPx
    const before = x > 0 ? (values[at - 1] as number) : 0
    const after = x < widthPx - 1 ? (values[at + 1] as number) : 0
    inRows[at] = Math.max(values[at] as number, before, after)
  }
  const straight = tapered ? values : inRows
  return inRows.map((value, at) => Math.max(value, straight[at - widthPx] ?? 0, straight[at + widthPx] ?? 0))
}
