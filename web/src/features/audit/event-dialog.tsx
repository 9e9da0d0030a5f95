import type { HistoryEvent } from '../../api/audit.ts'
import { auditWords as words } from '../../strings/en-audit.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { dayAndTime } from '../../ui/times.ts'

const names = words.details

/** One event as it was stored: by whom, when, on behalf of what, because of what, and every id to copy. */
export function EventDialog({
  event,
  all,
  onClose,
}: {
  readonly event: HistoryEvent
  /** The events around it, among which its cause may be. */
  readonly all: readonly HistoryEvent[]
  readonly onClose: () => void
}) {
  const cause = all.find(({ eventId }) => eventId === event.causationId)
  const actor = event.actor.kind === 'user' ? (event.actor.name ?? words.gone) : words.theProgram
  return (
    <Dialog title={event.title} intro={event.text} open wide onClose={onClose}>
      <dl className="meta">
        <Row name={names.actor} told={actor} value={event.actor.id} />
        <Row name={names.recordedAt} told={dayAndTime(event.recordedAt)} value={event.recordedAt} />
        <Row name={names.type} value={event.type} />
        <Row name={names.stream} told={`${event.stream}, ${event.revision}`} value={event.stream} />
        <Row name={names.position} value={event.position} />
        <Row name={names.eventId} value={event.eventId} />
        <Row name={names.correlationId} value={event.correlationId} />
        <Row
          name={names.causationId}
          told={cause === undefined ? event.causationId : words.because(cause.title)}
          value={event.causationId}
        />
      </dl>
      <h3 className="label">{names.stored}</h3>
      <Stored value={event.data} label={names.stored} />
    </Dialog>
  )
}

/** Any stored value, as it is. */
export function Stored({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    <pre className="stored mono" tabIndex={0} role="region" aria-label={label}>
      {JSON.stringify(value, null, 2)}
    </pre>
  )
}

function Row({ name, value, told = value }: { readonly name: string; readonly value: string; readonly told?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={told === value ? 'mono' : ''}>{told}</dd>
      <dd>
        <CopyButton what={name} value={value} />
      </dd>
    </div>
  )
}
