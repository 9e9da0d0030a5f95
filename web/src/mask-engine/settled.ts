import { union, type Box } from './box.ts'
import { tilePx } from './tiles.ts'

/** How a part of the mask will be pasted, and the painted values that follows from. Both hold the pixels of `box`, row by row. */
export type Settled = { readonly box: Box; readonly painted: Uint8Array<ArrayBuffer>; readonly pasted: Uint8Array<ArrayBuffer> }

/** Where two of them look different, as small boxes: what one of them does not hold counts as empty there. */
export function changedBoxes(before: Settled | null, after: Settled): readonly Box[] {
  const whole = union(before?.box ?? null, after.box)
  const changed: Box[] = []
  for (let y0 = whole.y0; y0 < whole.y1; y0 += tilePx) {
    for (let x0 = whole.x0; x0 < whole.x1; x0 += tilePx) {
      const box = { x0, y0, x1: Math.min(whole.x1, x0 + tilePx), y1: Math.min(whole.y1, y0 + tilePx) }
      if (!alike(before, after, box)) changed.push(box)
    }
  }
  return changed
}

function alike(before: Settled | null, after: Settled, { x0, y0, x1, y1 }: Box): boolean {
  for (let y = y0; y < y1; y += 1) {
    for (let x = x0; x < x1; x += 1) {
      const was = before === null ? -1 : placeIn(before.box, x, y)
      const is = placeIn(after.box, x, y)
      if ((before?.painted[was] ?? 0) !== (after.painted[is] ?? 0) || (before?.pasted[was] ?? 0) !== (after.pasted[is] ?? 0)) return false
    }
  }
  return true
}

const placeIn = (box: Box, x: number, y: number): number =>
  x < box.x0 || x >= box.x1 || y < box.y0 || y >= box.y1 ? -1 : (y - box.y0) * (box.x1 - box.x0) + x - box.x0
