import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useMemo, type KeyboardEvent } from 'react'
import type { HistoryEvent } from '../../api/audit.ts'
import { auditWords as words } from '../../strings/en-audit.ts'
import { Slider } from '../../ui/fields.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { dayOf, secondOf } from '../../ui/times.ts'
import { eventAt, placesOf } from './moments.ts'

const tickWidth = 0.28

type ScrubberProps = {
  /** Oldest first; at least one. */
  readonly events: readonly HistoryEvent[]
  readonly index: number
  readonly onGo: (index: number) => void
}

/** A line of time with a mark for every event. It is dragged along the time, and stepped through event by event. */
export function MomentScrubber({ events, index, onGo }: ScrubberProps) {
  const places = useMemo(() => placesOf(events), [events])
  const current = events[index]
  const last = events.length - 1
  return (
    <section className="card scrub" aria-label={words.moment}>
      <div className="row row--between row--wrap scrub__head">
        <div className="row">
          <IconButton className="" label={words.earlier} icon={ChevronLeft} small disabled={index === 0} onClick={() => onGo(index - 1)} />
          <IconButton
            className=""
            label={words.later}
            icon={ChevronRight}
            small
            disabled={index === last}
            onClick={() => onGo(index + 1)}
          />
          <strong className="num nowrap">{current !== undefined && words.asOf(momentOf(current.recordedAt))}</strong>
        </div>
        <span className="badge badge--accent" role="status">
          {words.eventOf(index + 1, events.length)}
        </span>
        <button type="button" className="btn btn--ghost btn--sm" disabled={index === last} onClick={() => onGo(last)}>
          {words.now}
        </button>
      </div>
      <div className="scrub__track" onKeyDown={(event) => step(event, index, last, onGo)}>
        <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
          {events.map(({ eventId, group }, at) => (
            <rect
              key={eventId}
              className={`tick ${group === 'problem' ? 'tick--bad' : at <= index ? 'tick--past' : ''}`}
              x={(places[at] ?? 0) * (1 - tickWidth / 100)}
              y={group === 'problem' ? 0 : 4}
              width={tickWidth}
              height={group === 'problem' ? 14 : 10}
            />
          ))}
        </svg>
        <Slider
          label={words.moment}
          min={0}
          max={100}
          step={0.1}
          value={places[index] ?? 100}
          onSlide={(place) => onGo(eventAt(places, place))}
        />
      </div>
      <div className="row row--between small muted num">
        <span>{secondOf(events[0]?.recordedAt ?? '')}</span>
        <span>{secondOf(events[last]?.recordedAt ?? '')}</span>
      </div>
    </section>
  )
}

const momentOf = (iso: string): string => `${dayOf(iso)}, ${secondOf(iso)}`

/** By key it goes from event to event, however close they stand. */
function step(event: KeyboardEvent, index: number, last: number, onGo: (index: number) => void): void {
  const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
  if (way === undefined) return
  event.preventDefault()
  onGo(Math.min(last, Math.max(0, index + way)))
}
