import { planeOf, type Plane } from './plane.ts'

/**
 * Grey maximum over a disc: each pixel takes the largest value of all pixels with dx² + dy² <= radius². Soft edges stay as soft as
 * they are; they move outwards.
 *
 * A disc is a stack of rows, so each row of the source is widened step by step, from the disc's tip to its middle, and every width is
 * laid onto the rows of the result where the disc is that wide: about 3 · radius comparisons for a pixel instead of π · radius².
 */
export function grow(plane: Plane, radiusPx: number): Plane {
  if (radiusPx <= 0) return planeOf(plane.widthPx, plane.heightPx, new Uint8Array(plane.values))
  const { widthPx, heightPx, values } = plane
  // Not `slice`: the platform's own kind of byte array answers that with a window on the same bytes.
  const grown = new Uint8Array(values)
  const rowsOfWidth = discRows(radiusPx)
  for (let y = 0; y < heightPx; y++) {
    const row = values.subarray(y * widthPx, (y + 1) * widthPx)
    const first = row.findIndex((value) => value > 0)
    if (first < 0) continue
    layRow({ row, y, first, last: lastAboveZero(row) }, rowsOfWidth, planeOf(widthPx, heightPx, grown))
  }
  return planeOf(widthPx, heightPx, grown)
}

function lastAboveZero(row: Uint8Array): number {
  let last = row.length - 1
  while (last > 0 && row[last] === 0) last--
  return last
}

/** For each half width, 0 up to the radius, the distances from the disc's middle row at which it is that wide. */
function discRows(radiusPx: number): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: Math.floor(radiusPx) + 1 }, () => [])
  for (let dy = 0; dy <= radiusPx; dy++) rows[Math.floor(Math.sqrt(radiusPx * radiusPx - dy * dy))]?.push(dy)
  return rows
}

type SourceRow = { readonly row: Uint8Array; readonly y: number; readonly first: number; readonly last: number }

function layRow({ row, y, first, last }: SourceRow, rowsOfWidth: readonly (readonly number[])[], onto: Plane): void {
  let widened = new Uint8Array(row)
  let wider = new Uint8Array(row.length)
  rowsOfWidth.forEach((distances, halfWidth) => {
    const from = Math.max(0, first - halfWidth)
    const to = Math.min(row.length - 1, last + halfWidth)
    if (halfWidth > 0) {
      widenByOne(widened, wider, from, to)
      ;[widened, wider] = [wider, widened]
    }
    for (const dy of distances) {
      raise(onto, y - dy, widened, from, to)
      if (dy > 0) raise(onto, y + dy, widened, from, to)
    }
  })
}

/** `wider[x]` = the largest of `row[x - 1 .. x + 1]`. */
function widenByOne(row: Uint8Array, wider: Uint8Array, from: number, to: number): void {
  for (let x = from; x <= to; x++) {
    let most = row[x] ?? 0
    const before = row[x - 1] ?? 0
    const after = row[x + 1] ?? 0
    if (before > most) most = before
    if (after > most) most = after
    wider[x] = most
  }
}

function raise({ widthPx, heightPx, values }: Plane, y: number, row: Uint8Array, from: number, to: number): void {
  if (y < 0 || y >= heightPx) return
  const start = y * widthPx
  for (let x = from; x <= to; x++) {
    const value = row[x] ?? 0
    if (value > (values[start + x] ?? 0)) values[start + x] = value
  }
}
