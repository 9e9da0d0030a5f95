import './queue.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import { useMemo } from 'react'
import { sentenceFor } from '../../api/http.ts'
import { newestQuery, type WireImage } from '../../api/images.ts'
import { isLive, jobsQuery, recentJobs, type Job } from '../../api/jobs.ts'
import { text } from '../../strings/en.ts'
import { EmptyState, ErrorState, Loading } from '../../ui/state.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { JobRow } from './job-row.tsx'

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
      {jobs.isLoadingError && <ErrorState title={words.failedToLoad} hint={sentenceFor(jobs.error)} onRetry={() => void jobs.refetch()} />}
      {live.length === 0 && ended.length > 0 && (
        <div className="note">
          <ListChecks className="icon" aria-hidden="true" />
          <span className="grow">{words.none}</span>
          <Link className="btn btn--sm" to="/studio">
            {text.shell.toStudio}
          </Link>
        </div>
      )}
      {jobs.data?.length === 0 && (
        <EmptyState icon={ListChecks} title={words.none} hint={words.noneHint}>
          <Link className="btn" to="/studio">
            {text.shell.toStudio}
          </Link>
        </EmptyState>
      )}
      {live.length > 0 && <Jobs title={words.waitingAndRunning} jobs={live} />}
      {ended.length > 0 && <Jobs title={words.ended} jobs={ended} />}
    </main>
  )
}

function Jobs({ title, jobs }: { readonly title: string; readonly jobs: readonly Job[] }) {
  const images = useImagesOf()
  return (
    <section className="card" aria-label={title}>
      <div className="card__head">
        <h2>{title}</h2>
        <span className="badge">{jobs.length}</span>
      </div>
      <ul className="jobs">
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} image={images.get(job.imageIds[0] ?? '')} />
        ))}
      </ul>
    </section>
  )
}

/** The pictures that such recent jobs have made, read at once: as many as there are jobs. */
function useImagesOf(): ReadonlyMap<string, WireImage> {
  const newest = useQuery(newestQuery(undefined, recentJobs)).data
  return useMemo(() => new Map(newest?.map((image) => [image.id, image])), [newest])
}
