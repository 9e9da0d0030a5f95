import {
  Brush,
  Check,
  CircleAlert,
  Ellipsis,
  Heart,
  HeartOff,
  ImagePlus,
  ListChecks,
  Pencil,
  Play,
  RotateCcw,
  Trash2,
  User,
  X,
  type LucideIcon,
} from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { HistoryEvent } from '../../api/audit.ts'
import { auditWords as words } from '../../strings/en-audit.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { EventDialog } from './event-dialog.tsx'

type Standing = 'past' | 'now' | 'later'

/** What has no picture of its own is told by its group. */
const icons: Readonly<Record<string, LucideIcon>> = {
  GenerationRequested: ListChecks,
  InpaintRequested: Pencil,
  MaskStored: Brush,
  SubmissionStarted: Play,
  OutputReceived: Check,
  ImageAssetCreated: ImagePlus,
  ImageAssetFavourited: Heart,
  ImageAssetUnfavourited: HeartOff,
  ImageAssetDeleted: Trash2,
  ImageAssetErased: Trash2,
  ImageAssetRestored: RotateCcw,
  JobCancelled: X,
}
const groupIcons: Readonly<Record<HistoryEvent['group'], LucideIcon>> = { person: User, engine: Play, problem: CircleAlert, record: Check }

type TimelineProps = {
  readonly events: readonly HistoryEvent[]
  readonly whenOf: (event: HistoryEvent) => string
  /** Where an event stands from the moment that is looked at. */
  readonly standingOf?: (event: HistoryEvent) => Standing
  readonly onGo?: (event: HistoryEvent) => void
  readonly actsOf?: (event: HistoryEvent) => ReactNode
  /** The times are days as well. */
  readonly wide?: boolean
}

/** Events in words, under each other. Everything that was stored of one is behind its last button. */
export function Timeline({ events, whenOf, standingOf = () => 'past', onGo, actsOf, wide = false }: TimelineProps) {
  const [opened, setOpened] = useState<HistoryEvent | null>(null)
  return (
    <>
      <ol className={`timeline ${wide ? 'timeline--wide' : ''}`}>
        {events.map((event) => {
          const standing = standingOf(event)
          return (
            <li key={event.eventId} className={`tl ${classOf(event, standing)}`} aria-current={standing === 'now' ? 'step' : undefined}>
              <span className="tl__time">{whenOf(event)}</span>
              <span className="tl__mark">
                <Mark event={event} />
              </span>
              <div className="tl__what">
                <p className="tl__title">
                  {onGo === undefined ? (
                    event.title
                  ) : (
                    <button type="button" aria-label={words.goTo(event.title, whenOf(event))} onClick={() => onGo(event)}>
                      {event.title}
                    </button>
                  )}
                </p>
                <p className="tl__text">{toldOf(event)}</p>
              </div>
              <div className="row tl__acts">
                <IconButton label={words.raw(event.title)} icon={Ellipsis} small onClick={() => setOpened(event)} />
                {actsOf?.(event)}
              </div>
            </li>
          )
        })}
      </ol>
      {opened !== null && <EventDialog event={opened} all={events} onClose={() => setOpened(null)} />}
    </>
  )
}

function Mark({ event }: { readonly event: HistoryEvent }) {
  const Icon = icons[event.type] ?? groupIcons[event.group]
  return <Icon className="icon" aria-hidden="true" />
}

function classOf({ group }: HistoryEvent, standing: Standing): string {
  if (standing === 'now') return 'is-now'
  if (standing === 'later') return 'is-later'
  return group === 'problem' ? 'is-bad' : ''
}

/** Who it was is told of people alone: most is the program's own doing. */
const toldOf = ({ text: told, actor }: HistoryEvent): string =>
  [told, ...(actor.kind === 'user' ? [words.by(actor.name ?? words.gone)] : [])].filter((part) => part !== '').join(', ')
