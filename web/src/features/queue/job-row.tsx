import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, Clock, Images, LoaderCircle, RotateCw, X, type LucideIcon } from 'lucide-react'
import { thumbnailAt, type WireImage } from '../../api/images.ts'
import { isLive, type Job } from '../../api/jobs.ts'
import { auditWords } from '../../strings/en-audit.ts'
import { text } from '../../strings/en.ts'
import { jobWords, samePlace } from '../../ui/job-cell.tsx'
import { useJobTitle } from '../../ui/job-title.ts'
import { usePictureTitle } from '../../ui/picture-title.ts'
import { Progress } from '../../ui/progress.tsx'
import { dayAndTime } from '../../ui/times.ts'
import { useJobActs } from '../../ui/use-job-acts.ts'

const words = text.queue

/** One job in a line: its picture or what it starts from, where it stands and where it is drawn, and what can be done about it. */
export function JobRow({ job, image }: { readonly job: Job; readonly image: WireImage | undefined }) {
  const titleOf = usePictureTitle()
  const titleOfJob = useJobTitle()
  const title = image === undefined ? titleOfJob(job) : titleOf(image)
  return (
    <li className="job" data-job={job.id}>
      <Thumbnail job={job} />
      <div className="job__what">
        <strong className="truncate">{title}</strong>
        <span className="muted small">
          {[words.kinds[job.kind], ...(job.attempt > 1 ? [words.attempt(job.attempt)] : []), dayAndTime(job.requestedAt)].join(' · ')}
        </span>
      </div>
      <State job={job} title={title} />
      <Acts job={job} title={title} />
    </li>
  )
}

/** What was made; else what is being drawn; else what it starts from; else an empty sheet. */
function Thumbnail({ job }: { readonly job: Job }) {
  const known = job.imageIds[0] ?? job.sourceImageId
  const preview = isLive(job) && job.previewUrl !== null ? samePlace(job.previewUrl) : null
  const source = job.hidden ? null : (preview ?? (known === null ? null : thumbnailAt(known, 256)))
  return (
    <span className="job__pic">
      {source === null ? <Images className="icon" aria-hidden="true" /> : <img src={source} alt="" loading="lazy" decoding="async" />}
    </span>
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

function State({ job, title }: { readonly job: Job; readonly title: string }) {
  const { icon: Icon, tone } = looks[job.state]
  const engine = job.engine === 'preview' ? words.previewEngine : job.backendId
  const told = [
    ...(job.state === 'failed' && job.error !== null ? [job.error.title] : []),
    ...(isLive(job) ? [jobWords(job)] : []),
    ...(engine === null ? [] : [words.drawnBy(engine)]),
    ...job.warnings.map((warning) => warning.text),
  ]
  return (
    <div className="job__state">
      <span className={`badge ${tone}`}>
        <Icon className="icon" aria-hidden="true" />
        {words.states[job.state]}
        {job.state === 'running' && ` ${text.picture.percent(job.progress)}`}
      </span>
      <span className="muted small">{told.join(' · ')}</span>
      {job.state === 'running' && <Progress label={title} part={job.progress} />}
    </div>
  )
}

function Acts({ job, title }: { readonly job: Job; readonly title: string }) {
  const acts = useJobActs()
  return (
    <div className="job__acts">
      {isLive(job) && job.state !== 'cancelling' && (
        <button type="button" className="btn btn--sm" aria-label={text.picture.cancel(title)} onClick={() => acts.cancel(job)}>
          {words.cancel}
        </button>
      )}
      {job.status === 'failed' && (
        <button type="button" className="btn btn--sm" aria-label={words.retryOf(title)} onClick={() => acts.retry(job)}>
          <RotateCw className="icon icon--sm" aria-hidden="true" />
          {words.retry}
        </button>
      )}
      <Link className="btn btn--ghost btn--sm" to="/audit" search={{ job: job.id }} aria-label={auditWords.historyOf(title)}>
        {auditWords.history}
      </Link>
      {job.imageIds[0] !== undefined && (
        <Link
          className="btn btn--ghost btn--sm"
          to="/images/$imageId"
          params={{ imageId: job.imageIds[0] }}
          aria-label={words.openOf(title)}
        >
          {words.open}
        </Link>
      )}
    </div>
  )
}
