import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, ScrollText } from 'lucide-react'
import { useMemo } from 'react'
import { actsQuery, type HistoryEvent } from '../../api/audit.ts'
import { sentenceFor } from '../../api/http.ts'
import { auditWords as words } from '../../strings/en-audit.ts'
import { text } from '../../strings/en.ts'
import { EmptyState, ErrorState, Loading } from '../../ui/state.tsx'
import { dayAndTime } from '../../ui/times.ts'
import { subjectOfStream } from './moments.ts'
import { Timeline } from './timeline.tsx'

/** What people did, newest first, each with the way to the history that it belongs to. */
export function Acts({ everybody }: { readonly everybody: boolean }) {
  const acts = useInfiniteQuery(actsQuery(everybody ? { user: 'everybody' } : {}))
  const events = useMemo(() => acts.data?.pages.flatMap((page) => page.events) ?? [], [acts.data])
  if (acts.isPending) return <Loading />
  if (acts.isLoadingError) return <ErrorState title={words.failed} hint={sentenceFor(acts.error)} onRetry={() => void acts.refetch()} />
  if (events.length === 0)
    return (
      <EmptyState icon={ScrollText} title={words.none} hint={words.noneHint}>
        <Link className="btn" to="/studio">
          {text.shell.toStudio}
        </Link>
      </EmptyState>
    )
  return (
    <section aria-label={words.acts} className="stack">
      <Timeline events={events} whenOf={({ recordedAt }) => dayAndTime(recordedAt)} actsOf={(event) => <ToHistory event={event} />} wide />
      {acts.hasNextPage && (
        <button type="button" className="btn" disabled={acts.isFetchingNextPage} onClick={() => void acts.fetchNextPage()}>
          {words.more}
        </button>
      )}
    </section>
  )
}

function ToHistory({ event }: { readonly event: HistoryEvent }) {
  const subject = subjectOfStream(event.stream)
  if (subject === null) return null
  return (
    <Link
      className="btn btn--ghost btn--icon btn--sm"
      to="/audit"
      search={{ [subject.of]: subject.id, at: event.position }}
      aria-label={words.openHistory(event.title)}
    >
      <ChevronRight className="icon icon--sm" aria-hidden="true" />
    </Link>
  )
}
