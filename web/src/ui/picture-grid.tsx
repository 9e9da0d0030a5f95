import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { WireImage } from '../api/images.ts'
import { text } from '../strings/en.ts'
import { pagedTo, type GridRow } from './grid-paging.ts'
import { justifiedRows } from './justified-rows.ts'
import { dayOf } from './times.ts'

type Row = { readonly kind: 'day'; readonly name: string; readonly pictures: number } | (GridRow & { readonly kind: 'pictures' })

type PictureGridProps = {
  readonly images: readonly WireImage[]
  readonly rowPx: number
  readonly byDay?: boolean
  readonly className?: string
  /** Called when the end of what is loaded comes near. */
  readonly onNearEnd?: () => void
  readonly renderCell: (image: WireImage, at: number, widthPx: number, heightPx: number) => ReactNode
}

const dayPx = 46
/** The bars above and below, and a strip of what was in sight before. */
const barsPx = 160
const gapOf = (widthPx: number): number => (widthPx < 720 ? 4 : 6)

/** An endless grid in the window's own scroll: only the rows in sight are in the page, and Back finds the same place. */
export function PictureGrid({ images, rowPx, byDay = false, className = '', onNearEnd, renderCell }: PictureGridProps) {
  const frame = useRef<HTMLDivElement>(null)
  const { widthPx, topPx } = usePlace(frame)
  const narrow = widthPx < 720
  const rows = useMemo(
    () => (widthPx === 0 ? [] : rowsOf(images, widthPx, narrow ? Math.min(rowPx, 190) : rowPx, byDay)),
    [images, widthPx, rowPx, narrow, byDay],
  )
  const gap = gapOf(widthPx)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (at) => heightOf(rows[at], gap),
    overscan: 4,
    scrollMargin: topPx,
  })
  useEffect(() => virtual.measure(), [rows, virtual])
  const shown = virtual.getVirtualItems()
  const arriving = useRef<string | null>(null)
  useEffect(() => {
    if (arriving.current !== null && focusOn(frame.current, arriving.current)) arriving.current = null
  })
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const here = focusedCell(event)
    if (here === null) return
    const at = images.findIndex((image) => image.id === here.dataset['image'])
    const to = pagedTo(event.key, at, rows.filter(isPictures), window.innerHeight - barsPx)
    if (to === null) return moveFocus(event, here)
    event.preventDefault()
    // The picture may not be in the page yet: its row is brought into sight, and it gets the focus once it is drawn.
    arriving.current = images[to]?.id ?? null
    if (to === 0) window.scrollTo({ top: 0 })
    if (arriving.current !== null && focusOn(frame.current, arriving.current)) arriving.current = null
    else
      virtual.scrollToIndex(
        rows.findIndex((row) => row.kind === 'pictures' && row.from <= to && to < row.to),
        { align: 'center' },
      )
  }
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 3) onNearEnd?.()
  }, [last, rows.length, onNearEnd])
  return (
    <div className={`picture-grid ${className}`} ref={frame} style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
      {shown.map(({ index, start }) => {
        const row = rows[index]
        if (row === undefined) return null
        const place = { transform: `translateY(${start - topPx}px)` }
        if (row.kind === 'day')
          return (
            <div key={`day-${row.name}`} className="day picture-grid__row" style={place}>
              <h2>{row.name}</h2>
              <span className="muted small">{text.gallery.pictures(row.pictures)}</span>
            </div>
          )
        return (
          <ul
            key={images[row.from]?.id ?? index}
            className={`picture-grid__row picture-grid__cells ${className}`}
            style={{ ...place, height: row.heightPx, gap }}
          >
            {images
              .slice(row.from, row.to)
              .map((image, at) => renderCell(image, row.from + at, (image.width / image.height) * row.heightPx, row.heightPx))}
          </ul>
        )
      })}
    </div>
  )
}

function rowsOf(images: readonly WireImage[], widthPx: number, rowPx: number, byDay: boolean): readonly Row[] {
  const gap = gapOf(widthPx)
  const aspects = images.map((image) => image.width / image.height)
  const cells = (from: number, to: number): readonly Row[] =>
    justifiedRows(aspects.slice(from, to), widthPx, rowPx, gap).map((row) => ({
      kind: 'pictures',
      from: from + row.from,
      to: from + row.to,
      heightPx: row.heightPx,
    }))
  if (!byDay) return cells(0, images.length)
  const rows: Row[] = []
  for (let from = 0; from < images.length;) {
    const name = dayOf(images[from]?.createdAt ?? '')
    let to = from + 1
    while (to < images.length && dayOf(images[to]?.createdAt ?? '') === name) to += 1
    rows.push({ kind: 'day', name, pictures: to - from }, ...cells(from, to))
    from = to
  }
  return rows
}

const heightOf = (row: Row | undefined, gap: number): number => (row === undefined ? 0 : row.kind === 'day' ? dayPx : row.heightPx + gap)

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

/** Arrow keys walk from picture to picture; up and down go to the nearest one in the next row. */
function moveFocus(event: KeyboardEvent<HTMLElement>, here: HTMLElement): void {
  const cells = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-image]')]
  const target = targetOf(event.key, here, cells)
  if (target === undefined) return
  event.preventDefault()
  focusCell(target)
}

const isPictures = (row: Row): row is Extract<Row, { kind: 'pictures' }> => row.kind === 'pictures'

function focusedCell(event: KeyboardEvent<HTMLElement>): HTMLElement | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null
  return document.activeElement?.closest<HTMLElement>('[data-image]') ?? null
}

/** Whether the picture was in the page to take the focus. */
function focusOn(frame: HTMLElement | null, id: string): boolean {
  const cell = frame?.querySelector<HTMLElement>(`[data-image="${id}"]`) ?? null
  if (cell !== null) focusCell(cell)
  return cell !== null
}

function focusCell(cell: HTMLElement): void {
  cell.querySelector<HTMLElement>('a')?.focus({ preventScroll: true })
  cell.scrollIntoView({ block: 'nearest' })
}

function targetOf(key: string, here: HTMLElement, cells: readonly HTMLElement[]): HTMLElement | undefined {
  const at = cells.indexOf(here)
  if (key === 'ArrowRight') return cells[at + 1]
  if (key === 'ArrowLeft') return cells[at - 1]
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const box = here.getBoundingClientRect()
  const middle = box.left + box.width / 2
  const wanted = cells.filter((cell) =>
    key === 'ArrowDown' ? cell.getBoundingClientRect().top > box.top + 1 : cell.getBoundingClientRect().top < box.top - 1,
  )
  const rowTop = (key === 'ArrowDown' ? Math.min : Math.max)(...wanted.map((cell) => cell.getBoundingClientRect().top))
  const off = (cell: HTMLElement): number => Math.abs(cell.getBoundingClientRect().left + cell.getBoundingClientRect().width / 2 - middle)
  return wanted.filter((cell) => Math.abs(cell.getBoundingClientRect().top - rowTop) < 1).sort((a, b) => off(a) - off(b))[0]
}
