/** A row of pictures of one height, side by side over the whole width; `from` and `to` (outside) are places in the list. */
export type PictureRow = { readonly from: number; readonly to: number; readonly heightPx: number }

/**
 * Rows of about `rowPx` in which every picture is whole and no edge is ragged, but for the last. Sizes are known before any picture
 * loads, so nothing jumps.
 */
export function justifiedRows(aspects: readonly number[], widthPx: number, rowPx: number, gapPx: number): readonly PictureRow[] {
  const rows: PictureRow[] = []
  let from = 0
  let shape = 0
  aspects.forEach((aspect, at) => {
    const fuller = shape + aspect
    const heightWith = heightOf(fuller, at - from + 1, widthPx, gapPx)
    if (heightWith > rowPx) {
      shape = fuller
      return
    }
    // One picture more makes the row too low, one less too high: the nearer to the wish wins.
    const heightWithout = at > from ? heightOf(shape, at - from, widthPx, gapPx) : Infinity
    if (rowPx - heightWith <= heightWithout - rowPx) {
      rows.push({ from, to: at + 1, heightPx: heightWith })
      from = at + 1
      shape = 0
    } else {
      rows.push({ from, to: at, heightPx: heightWithout })
      from = at
      shape = aspect
    }
  })
  if (from < aspects.length)
    rows.push({ from, to: aspects.length, heightPx: Math.min(rowPx, heightOf(shape, aspects.length - from, widthPx, gapPx)) })
  return rows
}

const heightOf = (shape: number, pictures: number, widthPx: number, gapPx: number): number => (widthPx - gapPx * (pictures - 1)) / shape
