import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Repeat, Sparkles, X } from 'lucide-react'
import { imageQuery, useFavourite } from '../../api/images.ts'
import { isLive, jobsQuery, useCancel, type Job } from '../../api/jobs.ts'
import { studioWords } from '../../strings/en-studio.ts'
import { JobCell } from '../../ui/job-cell.tsx'
import { useJobTitle } from '../../ui/job-title.ts'
import { PictureCell } from '../../ui/picture-cell.tsx'
import { usePictureTitle } from '../../ui/picture-title.ts'
import { EmptyState, Loading } from '../../ui/state.tsx'
import { useJobActs } from '../../ui/use-job-acts.ts'
import { timeOfDay } from '../../ui/times.ts'

const words = studioWords
const runsShown = 8

/** The latest runs, each picture in its place from the first moment. They belong to the server, so a reload shows the same. */
export function Runs() {
  const jobs = useQuery(jobsQuery)
  if (jobs.isPending) return <Loading />
  const runs = runsOf(jobs.data ?? []).slice(0, runsShown)
  if (runs.length === 0) return <EmptyState icon={Sparkles} title={words.nothing} hint={words.nothingHint} />
  return runs.map((run) => <Run key={run[0]?.batchId} jobs={run} />)
}

function Run({ jobs }: { readonly jobs: readonly Job[] }) {
  const cancel = useCancel()
  const live = jobs.filter(isLive)
  const first = jobs[0]
  const made = useQuery({
    ...imageQuery(jobs.find((job) => job.imageIds.length > 0)?.imageIds[0] ?? ''),
    enabled: jobs.some((job) => job.imageIds.length > 0),
  }).data
  const titleOf = usePictureTitle()
  const titleOfJob = useJobTitle()
  if (first === undefined) return null
  const done = jobs.filter((job) => job.state === 'completed').length
  const title = made === undefined || made === null ? titleOfJob(first) : titleOf(made)
  return (
    <section aria-label={live.length > 0 ? words.runningNow : title}>
      <div className="run__head">
        <h2 className="heading-sm truncate">{title}</h2>
        {live.length > 0 && <span className="badge badge--accent">{words.ready(done, jobs.length)}</span>}
        <span className="muted small num">
          {live.length > 0 ? words.started(timeOfDay(first.requestedAt)) : timeOfDay(first.requestedAt)}
        </span>
        {live.length > 0 ? (
          <button type="button" className="btn btn--ghost btn--sm push" onClick={() => live.forEach((job) => cancel.mutate(job.id))}>
            <X className="icon icon--sm" aria-hidden="true" />
            {words.cancelRest}
          </button>
        ) : (
          made !== undefined &&
          made !== null && (
            <Link className="btn btn--ghost btn--sm push" to="/studio" search={{ like: made.id }}>
              <Repeat className="icon icon--sm" aria-hidden="true" />
              {words.useAgain}
            </Link>
          )
        )}
      </div>
      <ul className="grid grid--fill runs__grid">
        {jobs.map((job) => (
          <Place key={job.id} job={job} />
        ))}
      </ul>
    </section>
  )
}

/** One place of a run: the job while it goes, the picture once it is there, in the same spot and size. */
function Place({ job }: { readonly job: Job }) {
  const acts = useJobActs()
  const favourite = useFavourite()
  const titleOf = usePictureTitle()
  const titleOfJob = useJobTitle()
  const imageId = job.imageIds[0]
  const image = useQuery({ ...imageQuery(imageId ?? ''), enabled: imageId !== undefined }).data
  if (job.state === 'completed' && image !== undefined) {
    if (image === null || image.deletedAt !== null) return null
    return (
      <PictureCell
        image={image}
        title={titleOf(image)}
        onFavourite={() => favourite.mutate({ id: image.id, favourite: !image.favourite })}
      />
    )
  }
  return <JobCell job={job} title={titleOfJob(job)} onCancel={() => acts.cancel(job)} onRetry={() => acts.retry(job)} />
}

/** Jobs of one request together, the newest request first, its pictures in the order of their seeds. */
function runsOf(jobs: readonly Job[]): readonly (readonly Job[])[] {
  const runs = new Map<string, Job[]>()
  for (const job of jobs) if (job.kind === 'generation') runs.set(job.batchId, [job, ...(runs.get(job.batchId) ?? [])])
  return [...runs.values()]
}
