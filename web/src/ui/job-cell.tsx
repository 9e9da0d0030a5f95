import { CircleAlert, Clock, RotateCw, X } from 'lucide-react'
import type { CSSProperties } from 'react'
import { isLive, type Job } from '../api/jobs.ts'
import { text } from '../strings/en.ts'
import { Progress } from './progress.tsx'

const words = text.picture

/** A picture on its way, in the place where it will stand: waiting, drawing with a preview, or failed with the reason and a way on. */
export function JobCell({
  job,
  title,
  onCancel,
  onRetry,
  style,
}: {
  readonly job: Job
  readonly title: string
  readonly onCancel: () => void
  readonly onRetry: () => void
  readonly style?: CSSProperties
}) {
  const shape = { '--ar': job.width / job.height, ...style } as CSSProperties
  if (job.status === 'failed') return <FailedCell job={job} shape={shape} onRetry={onRetry} />
  const drawing = job.state === 'running' || job.state === 'cancelling' || job.state === 'completed'
  return (
    <li className={`cell ${drawing ? 'is-running' : 'is-queued'}`} style={shape}>
      {drawing && job.previewUrl !== null && <img className="cell__preview" src={samePlace(job.previewUrl)} alt="" />}
      <div className="cell__state">{drawing ? <Drawing job={job} title={title} /> : <Waiting job={job} />}</div>
      {isLive(job) && job.state !== 'cancelling' && (
        <div className="cell__tr">
          <button type="button" className="cell__check" aria-label={words.cancel(title)} onClick={onCancel}>
            <X className="icon icon--sm" aria-hidden="true" />
          </button>
        </div>
      )}
    </li>
  )
}

/** What the job is doing, in a few words. */
export function jobWords(job: Job): string {
  if (job.state === 'completed') return words.ready
  if (job.state === 'cancelling') return words.cancelling
  if (job.state === 'running') return runWords(job)
  if (job.queuePosition === null || job.state === 'dispatching') return words.starting
  return job.queuePosition === 0 ? words.nextInLine : words.inLine(job.queuePosition + 1)
}

/** Steps are counted while it draws; before and after it is said what it is at. */
function runWords({ stage, step, steps }: Job): string {
  if (stage !== undefined && (stage !== 'drawing' || steps === 0)) return words.stages[stage]
  return steps > 0 ? words.step(step, steps) : words.starting
}

/** The path of an address on this page's own host: PUBLIC_URL may name another one. */
export function samePlace(url: string): string {
  const { pathname, search } = new URL(url, location.href)
  return pathname + search
}

function Drawing({ job, title }: { readonly job: Job; readonly title: string }) {
  return (
    <>
      <span className="cell__pct">{words.percent(job.progress)}</span>
      <span>{jobWords(job)}</span>
      <Progress label={title} part={job.progress} onImage />
      {job.warnings.map((warning) => (
        <span key={warning.code} className="small">
          {warning.text}
        </span>
      ))}
    </>
  )
}

function Waiting({ job }: { readonly job: Job }) {
  return (
    <>
      <Clock className="icon icon--lg" aria-hidden="true" />
      <span>{jobWords(job)}</span>
    </>
  )
}

function FailedCell({ job, shape, onRetry }: { readonly job: Job; readonly shape: CSSProperties; readonly onRetry: () => void }) {
  const cancelled = job.state === 'cancelled'
  return (
    <li className={`cell ${cancelled ? 'is-queued' : 'is-failed'}`} style={shape}>
      <div className="cell__state">
        {cancelled ? <X className="icon icon--lg" aria-hidden="true" /> : <CircleAlert className="icon icon--lg" aria-hidden="true" />}
        <span>{cancelled ? words.cancelled : (job.error?.title ?? words.failed)}</span>
        <button type="button" className="btn btn--sm" onClick={onRetry}>
          <RotateCw className="icon icon--sm" aria-hidden="true" />
          {words.retry}
        </button>
      </div>
    </li>
  )
}
