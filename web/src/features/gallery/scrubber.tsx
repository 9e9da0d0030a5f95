import { useImperativeHandle, useMemo, useRef, useState, type PointerEvent, type Ref } from 'react'
import type { Outline } from '../../api/outline.ts'
import { text } from '../../strings/en.ts'
import { monthsOf } from '../../ui/grid-layout.ts'
import { monthOf } from '../../ui/times.ts'

const words = text.gallery
/** Marks nearer to each other than this share of the whole become plain ticks. */
const labelEvery = 0.045
const mostMarks = 60
const dragPx = 4

type Mark = {
  readonly from: number
  readonly pictures: number
  readonly place: number
  readonly short: string
  readonly long: string
  readonly labelled: boolean
}

/** Moved by the grid, past the state of what holds both. */
export type ScrubberHandle = {
  /** The place in the list that is in sight. */
  show(at: number): void
}

type ScrubberProps = {
  readonly outline: Outline
  readonly handle: Ref<ScrubberHandle>
  /** The place that is in sight at first. */
  readonly startAt: number
  readonly onJump: (at: number) => void
}

/** The months of the gallery along its edge: click one, or drag along them. Nothing to jump to means nothing is shown. */
export function Scrubber({ outline, handle, startAt, onJump }: ScrubberProps) {
  const track = useRef<HTMLElement>(null)
  const downAtPx = useRef(0)
  const [dragged, setDragged] = useState<number | null>(null)
  const marks = useMemo(() => marksOf(outline), [outline])
  const [shownFrom, setShownFrom] = useState(startAt)
  const markAt = (place: number): Mark | undefined => marks.findLast(({ from }) => from <= place)
  const current = markAt(shownFrom)
  // The month's first place and not the place itself: only another month is drawn anew.
  useImperativeHandle(handle, () => ({ show: (at) => setShownFrom(markAt(at)?.from ?? 0) }))
  if (marks.length < 2) return null
  const scrub = (event: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect()
    if (box === undefined) return
    const share = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height))
    const place = Math.min(outline.ids.length - 1, Math.floor(share * outline.ids.length))
    setDragged(share)
    onJump(place)
  }
  return (
    <nav
      ref={track}
      className="scrubber"
      aria-label={words.jump}
      onPointerDown={(event) => (downAtPx.current = event.clientY)}
      onPointerMove={(event) => {
        if (event.buttons === 0) return
        // A press that stays is a click on a month; only one that moves takes the pointer from the buttons.
        if (dragged === null && Math.abs(event.clientY - downAtPx.current) < dragPx) return
        event.currentTarget.setPointerCapture(event.pointerId)
        scrub(event)
      }}
      onPointerUp={() => setDragged(null)}
      onPointerCancel={() => setDragged(null)}
    >
      {marks.map((mark) => (
        <button
          key={mark.from}
          type="button"
          className={mark.labelled || mark.from === current?.from ? '' : 'scrubber__tick'}
          style={{ top: `${mark.place * 100}%` }}
          aria-current={mark.from === current?.from ? 'true' : undefined}
          aria-label={`${mark.long}, ${words.pictures(mark.pictures)}`}
          onClick={() => onJump(mark.from)}
        >
          <span aria-hidden="true">{mark.labelled || mark.from === current?.from ? mark.short : ''}</span>
        </button>
      ))}
      {dragged !== null && (
        <output className="scrubber__bubble" style={{ top: `${dragged * 100}%` }}>
          {markAt(Math.floor(dragged * outline.ids.length))?.long}
        </output>
      )}
    </nav>
  )
}

function marksOf({ createdAtSeconds, ids }: Outline): readonly Mark[] {
  const months = monthsOf(createdAtSeconds)
  const every = Math.ceil(months.length / mostMarks)
  let labelledAt = -1
  let year = new Date().getFullYear()
  return months
    .filter((_, index) => index % every === 0)
    .map(({ from, to }) => {
      const moment = new Date((createdAtSeconds[from] ?? 0) * 1000)
      const place = from / ids.length
      const labelled = place - labelledAt >= labelEvery
      const isNewYear = labelled && moment.getFullYear() !== year
      if (labelled) [labelledAt, year] = [place, moment.getFullYear()]
      const { short, long } = monthOf(moment)
      return { from, pictures: to - from, place, short: isNewYear ? String(moment.getFullYear()) : short, long, labelled }
    })
}
