import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { historyQuery, type HistoryEvent, type Subject } from '../../api/audit.ts'
import { sentenceFor } from '../../api/http.ts'
import { auditWords as words } from '../../strings/en-audit.ts'
import { saveFile } from '../../ui/save-file.ts'
import { ErrorState, Loading } from '../../ui/state.tsx'
import { secondOf } from '../../ui/times.ts'
import { indexAt } from './moments.ts'
import { MomentScrubber } from './moment-scrubber.tsx'
import { StateCard } from './state-card.tsx'
import { Timeline } from './timeline.tsx'

const groups = ['all', 'person', 'engine', 'problem', 'record'] as const
type Group = (typeof groups)[number]

/** The events of one picture or job, a moment to look from, and what it was at that moment. The moment is part of the address. */
export function SubjectHistory({ subject, at }: { readonly subject: Subject; readonly at: string | null }) {
  const history = useQuery(historyQuery(subject))
  if (history.isPending) return <Loading />
  if (history.isLoadingError)
    return <ErrorState title={words.failed} hint={sentenceFor(history.error)} onRetry={() => void history.refetch()} />
  return <Events subject={subject} events={history.data} at={at} />
}

function Events({
  subject,
  events,
  at,
}: {
  readonly subject: Subject
  readonly events: readonly HistoryEvent[]
  readonly at: string | null
}) {
  const navigate = useNavigate()
  const [group, setGroup] = useState<Group>('all')
  const index = indexAt(events, at)
  const current = events[index]
  const go = (position: string | null): void =>
    void navigate({
      to: '/audit',
      search: { [subject.of]: subject.id, ...(position === null ? {} : { at: position }) },
      replace: true,
      resetScroll: false,
    })
  if (current === undefined) return <ErrorState title={words.failed} hint={words.notFound} />
  const shown = events.filter((event) => group === 'all' || event.group === group).toReversed()
  return (
    <>
      <MomentScrubber
        events={events}
        index={index}
        onGo={(next) => go(next === events.length - 1 ? null : (events[next]?.position ?? null))}
      />
      <div className="audit">
        <section aria-label={words.events}>
          <div className="row row--wrap audit__filters">
            <Groups events={events} group={group} onChoose={setGroup} />
            <button
              type="button"
              className="btn btn--ghost btn--sm push"
              aria-label={words.exported}
              onClick={() => exported(subject, events)}
            >
              <Download className="icon icon--sm" aria-hidden="true" />
              <span className="only-wide">{words.exported}</span>
            </button>
          </div>
          {shown.length === 0 && <p className="secondary">{words.nothingInGroup}</p>}
          <Timeline
            events={shown}
            whenOf={({ recordedAt }) => secondOf(recordedAt)}
            standingOf={(event) => standingOf(event, current)}
            onGo={(event) => go(event.position)}
          />
        </section>
        <StateCard subject={subject} events={events.slice(0, index + 1)} current={current} />
      </div>
    </>
  )
}

function Groups({
  events,
  group,
  onChoose,
}: {
  readonly events: readonly HistoryEvent[]
  readonly group: Group
  readonly onChoose: (group: Group) => void
}) {
  return (
    <div className="chips" role="group" aria-label={words.show}>
      {groups.map((one) => (
        <button key={one} type="button" className="chip" aria-pressed={one === group} onClick={() => onChoose(one)}>
          {words.group(words.groups[one], one === 'all' ? events.length : events.filter((event) => event.group === one).length)}
        </button>
      ))}
    </div>
  )
}

function standingOf(event: HistoryEvent, current: HistoryEvent): 'past' | 'now' | 'later' {
  if (event.eventId === current.eventId) return 'now'
  return BigInt(event.position) > BigInt(current.position) ? 'later' : 'past'
}

/** The events as they were read, for other programs. */
function exported({ of, id }: Subject, events: readonly HistoryEvent[]): void {
  saveFile(new Blob([JSON.stringify({ events }, null, 2)], { type: 'application/json' }), `history-${of}-${id}.json`)
}
