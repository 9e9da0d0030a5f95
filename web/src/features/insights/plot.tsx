import { AxisBottom, AxisLeft } from '@visx/axis'
import { Group } from '@visx/group'
import { scaleBand, scaleLinear } from '@visx/scale'
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { insightsWords as words } from '../../strings/en-insights.ts'

const margins = { top: 8, right: 4, bottom: 22, left: 40 }
const usualWidthPx = 480

/** Where things are drawn: each place has a column, and values grow upwards from the bottom. */
export type Scales = {
  readonly x: (place: number) => number
  readonly columnPx: number
  readonly y: (value: number) => number
  readonly bottomPx: number
}

type PlotProps = {
  readonly label: string
  readonly heightPx: number
  /** How many columns there are. */
  readonly places: number
  readonly highest: number
  /** Where the axis has its lines, lowest first; a few from zero up to `highest` without them. */
  readonly lines?: readonly number[]
  readonly formatY?: (value: number) => string
  /** What is named below: a column by its place, an edge between two by the half between theirs. */
  readonly ticks: readonly { readonly place: number; readonly name: string }[]
  /** What a column says, in words. */
  readonly told: (place: number) => string
  readonly children: (scales: Scales, at: number | null) => ReactNode
}

/**
 * A drawing that can be read column by column: by pointer, by arrow keys, and aloud, as a slider that says what it is on. Text is never
 * stretched, so everything is drawn at its real size.
 */
export function Plot({ label, heightPx, places, highest, lines, formatY, ticks, told, children }: PlotProps) {
  const { box, widthPx } = useWidth()
  const [at, setAt] = useState<number | null>(null)
  const inner = { width: Math.max(10, widthPx - margins.left - margins.right), height: heightPx - margins.top - margins.bottom }
  const band = scaleBand({ domain: Array.from({ length: places }, (_, place) => place), range: [0, inner.width], padding: 0.16 })
  const y = scaleLinear({ domain: [lines?.[0] ?? 0, highest], range: [inner.height, 0], nice: lines === undefined ? 2 : false })
  const scales = { x: (place: number) => band(place) ?? 0, columnPx: band.bandwidth(), y, bottomPx: inner.height }
  const below = scaleLinear({
    domain: [0, 1],
    range: [scales.columnPx / 2, scales.columnPx / 2 + band.step()].map((px) => px + scales.x(0)),
  })
  const values = [...(lines ?? y.ticks(2).filter(Number.isInteger))]
  const last = places - 1
  const shown = at === null ? null : Math.min(at, last)
  const onPointerMove = (event: PointerEvent): void => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left - margins.left
    setAt(Math.min(last, Math.max(0, Math.floor((left / inner.width) * places))))
  }
  return (
    <div className="plot" ref={box}>
      <div
        className="plot__reader"
        role="slider"
        tabIndex={0}
        aria-label={words.reading(label)}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={shown ?? 0}
        aria-valuetext={told(shown ?? 0)}
        onKeyDown={(event) => moveBy(event, shown, last, setAt)}
        onFocus={() => setAt(shown ?? 0)}
        onBlur={() => setAt(null)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setAt(null)}
      >
        <svg width={widthPx} height={heightPx} aria-hidden="true">
          <Group left={margins.left} top={margins.top}>
            {values.map((value) => (
              <line key={value} className="plot__line" x1={0} x2={inner.width} y1={y(value)} y2={y(value)} />
            ))}
            {shown !== null && <rect className="plot__at" x={scales.x(shown)} width={scales.columnPx} height={inner.height} />}
            {children(scales, shown)}
            <AxisLeft
              scale={y}
              tickValues={values}
              tickFormat={(value) => (formatY ?? words.figure)(Number(value))}
              hideAxisLine
              hideTicks
              tickClassName="plot__tick"
              tickLabelProps={{ textAnchor: 'end', dy: '0.32em', dx: '-2px' }}
            />
            <AxisBottom
              top={inner.height}
              scale={below}
              tickValues={ticks.map(({ place }) => place)}
              tickFormat={(value) => ticks.find(({ place }) => place === value)?.name ?? ''}
              hideAxisLine
              hideTicks
              tickClassName="plot__tick"
              tickLabelProps={(place) => ({
                textAnchor: Number(place) < 0 ? 'start' : Number(place) > last ? 'end' : 'middle',
                dy: '-2px',
              })}
            />
          </Group>
        </svg>
      </div>
      <p className="plot__told small secondary num" aria-hidden="true">
        {shown === null ? '' : told(shown)}
      </p>
    </div>
  )
}

function moveBy(event: KeyboardEvent, at: number | null, last: number, setAt: (place: number) => void): void {
  const from = at ?? 0
  const to = { ArrowRight: from + 1, ArrowUp: from + 1, ArrowLeft: from - 1, ArrowDown: from - 1, Home: 0, End: last }[event.key]
  if (to === undefined) return
  event.preventDefault()
  setAt(Math.min(last, Math.max(0, to)))
}

function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [widthPx, setWidthPx] = useState(usualWidthPx)
  useEffect(() => {
    const watched = box.current
    if (watched === null) return
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setWidthPx(Math.floor(entry.contentRect.width)))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [])
  return { box, widthPx }
}
