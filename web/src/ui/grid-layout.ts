import type { Outline } from '../api/outline.ts'
import { justifiedRows } from './justified-rows.ts'

export type DayRow = { readonly kind: 'day'; readonly from: number; readonly to: number; readonly heightPx: number }
export type PicturesRow = { readonly kind: 'pictures'; readonly from: number; readonly to: number; readonly heightPx: number }
/** `from` and `to` (outside) are places in the outline. */
export type LaidRow = DayRow | PicturesRow

const dayPx = 46
/** Nothing stands above it that it must keep away from. */
const firstDayPx = 34

/** Rows of about `rowPx` over the whole width; with `byDay`, each day starts a row of its own under its name. */
export function laidOut(outline: Outline, widthPx: number, rowPx: number, gapPx: number, byDay: boolean): readonly LaidRow[] {
  if (widthPx === 0) return []
  const cells = (from: number, to: number): readonly PicturesRow[] =>
    justifiedRows(outline.aspects.slice(from, to), widthPx, rowPx, gapPx).map((row) => ({
      kind: 'pictures',
      from: from + row.from,
      to: from + row.to,
      heightPx: row.heightPx,
    }))
  if (!byDay) return cells(0, outline.ids.length)
  const rows: LaidRow[] = []
  for (const day of daysOf(outline.createdAtSeconds)) {
    rows.push({ kind: 'day', ...day, heightPx: day.from === 0 ? firstDayPx : dayPx })
    for (const row of cells(day.from, day.to)) rows.push(row)
  }
  return rows
}

export const heightOf = (row: LaidRow | undefined, gapPx: number): number =>
  row === undefined ? 0 : row.heightPx + (row.kind === 'day' ? 0 : gapPx)

/** The row of pictures that holds a place in the outline; -1 when none does. */
export function rowWith(rows: readonly LaidRow[], at: number): number {
  let low = 0
  let high = rows.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row === undefined) return -1
    if (at < row.from) high = middle - 1
    else if (at >= row.to || row.kind === 'day') low = middle + 1
    else return middle
  }
  return -1
}

/** Stretches of one local day. A day's bounds are asked of the calendar once a day, not once a picture. */
function daysOf(seconds: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  return stretches(seconds, (moment) => [
    new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()),
    new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + 1),
  ])
}

/** Stretches of one local month. */
export const monthsOf = (seconds: readonly number[]): readonly { readonly from: number; readonly to: number }[] =>
  stretches(seconds, (moment) => [
    new Date(moment.getFullYear(), moment.getMonth(), 1),
    new Date(moment.getFullYear(), moment.getMonth() + 1, 1),
  ])

function stretches(seconds: readonly number[], boundsOf: (moment: Date) => readonly [Date, Date]) {
  const found: { from: number; to: number }[] = []
  let [start, end] = [Infinity, -Infinity]
  seconds.forEach((second, at) => {
    const last = found.at(-1)
    if (last !== undefined && second >= start && second < end) {
      last.to = at + 1
      return
    }
    ;[start, end] = boundsOf(new Date(second * 1000)).map((bound) => bound.getTime() / 1000) as [number, number]
    found.push({ from: at, to: at + 1 })
  })
  return found
}
