import { useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  memo,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react'
import type { Outline } from '../api/outline.ts'
import { text } from '../strings/en.ts'
import { cellOf, focusOn, neighbourOf } from './grid-focus.ts'
import { heightOf, laidOut, rowWith, type DayRow, type LaidRow, type PicturesRow } from './grid-layout.ts'
import { pagedTo } from './grid-paging.ts'
import { dayOf } from './times.ts'

export type RenderCell = (at: number, widthPx: number, heightPx: number) => ReactNode

/** For what stands beside the grid and moves it. */
export type GridHandle = {
  /** Brings the row of a place to the top of the window. */
  scrollTo(at: number): void
}

export type VirtualGridProps = {
  readonly outline: Outline
  readonly rowPx: number
  readonly byDay?: boolean
  readonly className?: string
  readonly handle?: Ref<GridHandle>
  /** Called with the places that are drawn, `to` outside, and the first one in sight, whenever they change. */
  readonly onRange?: ((from: number, to: number, inSight: number) => void) | undefined
  /** Called when keys have led to a picture while Shift was held. */
  readonly onStretch?: (from: string, to: string) => void
  readonly renderCell: RenderCell
}

/** The bars above and below, and a strip of what was in sight before. */
const barsPx = 160
/** Under the window's bar and the gallery's own. */
const topBarsPx = 112
const rowsAround = 2

/** An endless grid in the window's own scroll: only the rows in sight are in the page, and Back finds the same place. */
export function VirtualGrid({ outline, rowPx, byDay = false, className = '', handle, onRange, onStretch, renderCell }: VirtualGridProps) {
  const frame = useRef<HTMLDivElement>(null)
  const { widthPx, topPx } = usePlace(frame)
  const isNarrow = widthPx < 720
  const gapPx = isNarrow ? 4 : 6
  const rows = useMemo(
    () => laidOut(outline, widthPx, isNarrow ? Math.min(rowPx, 190) : rowPx, gapPx, byDay),
    [outline, widthPx, rowPx, isNarrow, gapPx, byDay],
  )
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (at) => heightOf(rows[at], gapPx),
    overscan: rowsAround,
    scrollMargin: topPx,
  })
  useLayoutEffect(() => virtual.measure(), [rows, virtual])
  const shown = virtual.getVirtualItems()
  const from = rows[shown[0]?.index ?? 0]?.from ?? 0
  const to = rows[shown.at(-1)?.index ?? 0]?.to ?? 0
  const underBarsPx = (virtual.scrollOffset ?? 0) + topBarsPx + 2
  const inSight = rows[shown.find(({ end }) => end > underBarsPx)?.index ?? 0]?.from ?? 0
  useEffect(() => {
    if (to > from) onRange?.(from, to, inSight)
  }, [from, to, inSight, onRange])
  const showRow = (at: number, align: 'start' | 'center'): void => {
    const index = rowWith(rows, at)
    const isUnderItsDay = align === 'start' && rows[index - 1]?.kind === 'day'
    const offset = virtual.getOffsetForIndex(isUnderItsDay ? index - 1 : index, align)
    if (offset !== undefined) window.scrollTo({ top: offset[0] - (align === 'start' ? topBarsPx : 0) })
  }
  useImperativeHandle(handle, () => ({ scrollTo: (at) => showRow(at, 'start') }))
  const onKeyDown = useGridKeys({ frame, outline, rows, showRow, onStretch })
  return (
    <div className={`picture-grid ${className}`} ref={frame} style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
      {shown.map(({ index, start }) => {
        const row = rows[index]
        if (row === undefined) return null
        const key = `${row.kind}-${outline.ids[row.from] ?? index}`
        return row.kind === 'day' ? (
          <Day key={key} row={row} seconds={outline.createdAtSeconds[row.from] ?? 0} offsetPx={start - topPx} />
        ) : (
          <Cells key={key} row={row} aspects={outline.aspects} gapPx={gapPx} offsetPx={start - topPx} renderCell={renderCell} />
        )
      })}
    </div>
  )
}

type CellsProps = {
  readonly row: PicturesRow
  readonly aspects: readonly number[]
  readonly gapPx: number
  readonly offsetPx: number
  readonly renderCell: RenderCell
}

const Cells = memo(function Cells({ row, aspects, gapPx, offsetPx, renderCell }: CellsProps) {
  return (
    <ul
      className="picture-grid__row picture-grid__cells"
      style={{ transform: `translateY(${offsetPx}px)`, height: row.heightPx, gap: gapPx }}
    >
      {aspects.slice(row.from, row.to).map((aspect, place) => renderCell(row.from + place, aspect * row.heightPx, row.heightPx))}
    </ul>
  )
})

type DayProps = { readonly row: DayRow; readonly seconds: number; readonly offsetPx: number }

const Day = memo(function Day({ row, seconds, offsetPx }: DayProps) {
  return (
    <div className="day picture-grid__row" style={{ transform: `translateY(${offsetPx}px)`, height: row.heightPx }}>
      <h2>{dayOf(new Date(seconds * 1000).toISOString())}</h2>
      <span className="muted small">{text.gallery.pictures(row.to - row.from)}</span>
    </div>
  )
})

type KeysProps = {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly outline: Outline
  readonly rows: readonly LaidRow[]
  readonly showRow: (at: number, align: 'center') => void
  readonly onStretch: ((from: string, to: string) => void) | undefined
}

/** Arrows walk from picture to picture, Home, End and the page keys far; with Shift whatever was passed is told to `onStretch`. */
function useGridKeys({ frame, outline, rows, showRow, onStretch }: KeysProps): (event: KeyboardEvent<HTMLElement>) => void {
  const arriving = useRef<string | null>(null)
  useEffect(() => {
    if (arriving.current !== null && focusOn(frame.current, arriving.current)) arriving.current = null
  })
  return (event) => {
    const here = event.altKey || event.ctrlKey || event.metaKey ? null : cellOf(document.activeElement)
    const id = here?.dataset['image']
    if (here === null || id === undefined) return
    const paged = pageKeys.has(event.key)
      ? pagedTo(event.key, outline.ids.indexOf(id), rows.filter(isPictures), window.innerHeight - barsPx)
      : null
    const target = paged === null ? neighbourOf(event.key, here, frame.current) : outline.ids[paged]
    if (target === undefined) return
    event.preventDefault()
    if (event.shiftKey) onStretch?.(id, target)
    if (paged === 0) window.scrollTo({ top: 0 })
    if (focusOn(frame.current, target)) return
    // The picture is not in the page yet: its row is brought into sight, and it gets the focus once it is drawn.
    arriving.current = target
    if (paged !== null) showRow(paged, 'center')
  }
}

const pageKeys: ReadonlySet<string> = new Set(['Home', 'End', 'PageUp', 'PageDown'])
const isPictures = (row: LaidRow): row is PicturesRow => row.kind === 'pictures'

/** The grid's width and its distance from the top of the page, kept current. */
function usePlace(frame: RefObject<HTMLDivElement | null>): { readonly widthPx: number; readonly topPx: number } {
  const [place, setPlace] = useState({ widthPx: 0, topPx: 0 })
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const measure = (): void => {
      const next = { widthPx: element.clientWidth, topPx: Math.round(element.getBoundingClientRect().top + window.scrollY) }
      setPlace((was) => (was.widthPx === next.widthPx && was.topPx === next.topPx ? was : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [frame])
  return place
}
