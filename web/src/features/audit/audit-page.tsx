import './audit.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowLeft, Search } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { historyQuery, type Subject } from '../../api/audit.ts'
import { ApiFailure, sentenceFor } from '../../api/http.ts'
import { sessionQuery } from '../../api/session.ts'
import { auditWords as words } from '../../strings/en-audit.ts'
import { Segmented } from '../../ui/fields.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { AuditSearch } from '../../ui/search.ts'
import { toast } from '../../ui/toast.ts'
import { useTitle } from '../../ui/use-title.ts'
import { Acts } from './acts.tsx'
import { SubjectHistory } from './subject-history.tsx'

/** What was done: everything by everybody one may see, or the whole history of one picture or job. */
export function AuditPage() {
  useTitle(words.title)
  const search = useSearch({ from: '/inside/shell/audit' })
  const subject = subjectOf(search)
  return (
    <main id="main" className="page">
      <PageHead title={words.title} lede={subject === null ? words.lede : words.ledeOfOne[subject.of]}>
        <div className="row row--wrap audit__ways">
          {subject === null ? (
            <Whose search={search} />
          ) : (
            <Link className="btn audit__back" to="/audit" search={{}} aria-label={words.back}>
              <ArrowLeft className="icon only-narrow" aria-hidden="true" />
              <span className="only-wide">{words.back}</span>
            </Link>
          )}
          <Finder />
        </div>
      </PageHead>
      {subject === null ? (
        <Acts everybody={search.everybody === true} />
      ) : (
        <SubjectHistory key={`${subject.of} ${subject.id}`} subject={subject} at={search.at ?? null} />
      )}
    </main>
  )
}

function subjectOf({ image, job }: AuditSearch): Subject | null {
  if (image !== undefined) return { of: 'image', id: image }
  return job === undefined ? null : { of: 'job', id: job }
}

/** An admin may look at what everybody did, without their words. */
function Whose({ search }: { readonly search: AuditSearch }) {
  const navigate = useNavigate()
  if (useQuery(sessionQuery).data?.user?.role !== 'admin') return null
  return (
    <Segmented
      label={words.whose}
      value={search.everybody === true ? 'everybody' : 'mine'}
      choices={(['mine', 'everybody'] as const).map((value) => ({ value, label: words[value] }))}
      onChoose={(value) => void navigate({ to: '/audit', search: value === 'everybody' ? { everybody: true } : {}, replace: true })}
    />
  )
}

/** Takes the id of a picture or of a job, whichever it is. */
function Finder() {
  const [typed, setTyped] = useState('')
  const cache = useQueryClient()
  const navigate = useNavigate()
  const find = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const id = typed.trim()
    if (id === '') return
    const subjects = (['image', 'job'] as const).map((of): Subject => ({ of, id }))
    const known = await Promise.allSettled(subjects.map((subject) => cache.fetchQuery(historyQuery(subject))))
    const found = subjects.find((_, at) => known[at]?.status === 'fulfilled')
    if (found === undefined) toast.error(failureOf(known))
    else await navigate({ to: '/audit', search: { [found.of]: id } })
  }
  return (
    <form className="row grow" role="search" onSubmit={(event) => void find(event)}>
      <div className="input-wrap audit__find">
        <Search className="icon" aria-hidden="true" />
        <input
          className="input"
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <button type="submit" className="btn">
        {words.findDo}
      </button>
    </form>
  )
}

/** That there is none of this id is known only where the server said so of both. */
function failureOf(known: readonly PromiseSettledResult<unknown>[]): string {
  const unheard = known.flatMap((one) => (one.status === 'rejected' && !isMissing(one.reason) ? [one.reason as unknown] : []))
  return unheard.length === 0 ? words.notFound : sentenceFor(unheard[0])
}

const isMissing = (error: unknown): boolean => error instanceof ApiFailure && error.status >= 400 && error.status < 500
