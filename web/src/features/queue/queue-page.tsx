import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, Clock, ListChecks, LoaderCircle, RotateCw, X, type LucideIcon } from 'lucide-react'
import { toast } from 'sonner'
import { newKey, sentenceFor } from '../../api/http.ts'
import { isLive, jobsQuery, useCancel, useRetry, type Job } from '../../api/jobs.ts'
import { text } from '../../strings/en.ts'
import { jobWords } from '../../ui/job-cell.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/state.tsx'
import { dayAndTime } from '../../ui/times.ts'
import { useTitle } from '../../ui/use-title.ts'

const words = text.queue

/** Every job of mine: what it is, where it stands, and how to stop it or try again. */
export function QueuePage() {
  useTitle(words.title)
  const jobs = useQuery(jobsQuery)
  const live = jobs.data?.filter(isLive) ?? []
  const ended = jobs.data?.filter((job) => !isLive(job)) ?? []
  return (
    <main id="main" className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      {jobs.isPending && <Loading />}
      {jobs.isError && <ErrorState title={text.gallery.failedToLoad} hint={sentenceFor(jobs.error)} onRetry={() => void jobs.refetch()} />}
      {jobs.isSuccess && live.length === 0 && <EmptyState icon={ListChecks} title={words.none} hint={words.noneHint} />}
      {live.length > 0 && <JobTable title={words.waitingAndRunning} jobs={live} />}
      {ended.length > 0 && <JobTable title={words.ended} jobs={ended} />}
    </main>
  )
}

function JobTable({ title, jobs }: { readonly title: string; readonly jobs: readonly Job[] }) {
  return (
    <section className="card">
      <div className="card__head">
        <h2>{title}</h2>
        <span className="badge">{jobs.length}</span>
      </div>
      <div className="table-wrap" tabIndex={0} role="region" aria-label={title}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.columns.what}</th>
              <th scope="col">{words.columns.state}</th>
              <th scope="col">{words.columns.started}</th>
              <th scope="col" className="only-wide-cell">
                {words.columns.engine}
              </th>
              <th scope="col">
                <span className="vh">{words.columns.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function JobRow({ job }: { readonly job: Job }) {
  const cancel = useCancel()
  const retry = useRetry()
  const say = { onError: (error: unknown) => toast.error(sentenceFor(error)) }
  return (
    <tr>
      <th scope="row">
        <span className="job-words">{job.text ?? words.noWords}</span>
        <span className="muted small">
          {words.kinds[job.kind]}
          {job.attempt > 1 && `, ${words.attempt(job.attempt)}`}
        </span>
      </th>
      <td>
        <StateBadge job={job} />
      </td>
      <td className="nowrap muted">{dayAndTime(job.requestedAt)}</td>
      <td className="only-wide-cell muted">{job.engine === 'preview' ? words.previewEngine : (job.backendId ?? '')}</td>
      <td className="r">
        {isLive(job) && job.state !== 'cancelling' && (
          <button type="button" className="btn btn--ghost btn--sm" onClick={() => cancel.mutate(job.id, say)}>
            {words.cancel}
          </button>
        )}
        {job.status === 'failed' && (
          <button type="button" className="btn btn--sm" onClick={() => retry.mutate({ input: job.id, key: newKey() }, say)}>
            <RotateCw className="icon icon--sm" aria-hidden="true" />
            {words.retry}
          </button>
        )}
        {job.imageIds[0] !== undefined && (
          <Link className="btn btn--ghost btn--sm" to="/images/$imageId" params={{ imageId: job.imageIds[0] }}>
            {words.open}
          </Link>
        )}
      </td>
    </tr>
  )
}

const looks: Readonly<Record<Job['state'], { readonly icon: LucideIcon; readonly tone: string }>> = {
  queued: { icon: Clock, tone: '' },
  dispatching: { icon: Clock, tone: '' },
  running: { icon: LoaderCircle, tone: 'badge--accent' },
  cancelling: { icon: X, tone: '' },
  completed: { icon: CircleCheck, tone: 'badge--success' },
  failed: { icon: CircleAlert, tone: 'badge--danger' },
  cancelled: { icon: X, tone: '' },
}

function StateBadge({ job }: { readonly job: Job }) {
  const { icon: Icon, tone } = looks[job.state]
  return (
    <>
      <span className={`badge ${tone}`}>
        <Icon className="icon" aria-hidden="true" />
        {words.states[job.state]}
        {job.state === 'running' && ` ${text.picture.percent(job.progress)}`}
      </span>
      <br />
      <span className="muted small">
        {job.error !== null && job.status === 'failed' && job.state !== 'cancelled' ? job.error.title : isLive(job) ? jobWords(job) : ''}
      </span>
    </>
  )
}
