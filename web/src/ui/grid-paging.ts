/** A row of pictures in the grid: places in the list, `to` outside. */
export type GridRow = { readonly from: number; readonly to: number; readonly heightPx: number }

/**
 * The place in the list to which Home, End, PageUp and PageDown lead from the picture `at`; null for any other key. A page is as many rows
 * as fit into `viewPx`, one at least, and keeps the place within the row.
 */
export function pagedTo(key: string, at: number, rows: readonly GridRow[], viewPx: number): number | null {
  const last = rows.at(-1)
  if (last === undefined) return null
  if (key === 'Home') return 0
  if (key === 'End') return last.to - 1
  if (key !== 'PageDown' && key !== 'PageUp') return null
  const way = key === 'PageDown' ? 1 : -1
  const here = rows.findIndex((row) => row.from <= at && at < row.to)
  const start = rows[here]
  if (start === undefined) return null
  let row = here
  for (let gonePx = 0; ; row += way) {
    const next = rows[row + way]
    if (next === undefined || (row !== here && gonePx + next.heightPx > viewPx)) break
    gonePx += next.heightPx
  }
  const target = rows[row] ?? start
  return Math.min(target.to - 1, target.from + at - start.from)
}
