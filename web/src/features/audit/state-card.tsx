import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { GitBranch, Images } from 'lucide-react'
import { stateQuery, type HistoryEvent, type StateAnswer, type Subject } from '../../api/audit.ts'
import { imageQuery, maskUrl, thumbnailAt } from '../../api/images.ts'
import { auditWords as words } from '../../strings/en-audit.ts'
import { Loading } from '../../ui/state.tsx'
import { secondOf } from '../../ui/times.ts'
import { Stored } from './event-dialog.tsx'
import { subjectOfStream } from './moments.ts'
import { factsOf } from './state-facts.ts'

type StateCardProps = {
  readonly subject: Subject
  /** Up to and with the moment. */
  readonly events: readonly HistoryEvent[]
  readonly current: HistoryEvent
}

/** What the picture or the job was at the moment that is looked from, folded by the server from the events up to then. */
export function StateCard({ subject, events, current }: StateCardProps) {
  const about = livingSubject(subject, events)
  const state = useQuery(stateQuery(about, current.position))
  return (
    <aside className="card audit__state" aria-label={words.state} aria-busy={state.isFetching}>
      <div className="card__head">
        <h2 className="heading-sm">{words.stateAt(secondOf(current.recordedAt))}</h2>
        {state.data !== undefined && (
          <span className={`badge push ${tones[state.data.status] ?? ''}`}>{words.statuses[state.data.status] ?? state.data.status}</span>
        )}
      </div>
      <div className="card__body stack">
        {state.isPending && <Loading />}
        {state.isError && <p className="hint hint--danger">{words.stateFailed}</p>}
        {state.data !== undefined && (
          <>
            {state.data.status !== 'erased' && about.of === 'image' && <Pictures id={about.id} />}
            <Facts state={state.data} />
            <details>
              <summary>{words.whole}</summary>
              <Stored value={state.data.state} label={words.whole} />
            </details>
            {about.of === 'image' && <Ways id={about.id} />}
          </>
        )}
      </div>
    </aside>
  )
}

const tones: Readonly<Record<string, string>> = {
  none: '',
  active: 'badge--success',
  deleted: 'badge--warning',
  erased: 'badge--danger',
  waiting: '',
  submitting: 'badge--accent',
  running: 'badge--accent',
  storing: 'badge--accent',
  cancelling: '',
  completed: 'badge--success',
  failed: 'badge--danger',
  cancelled: '',
}

/** A picture that was not there yet was a job: before its first event, that job is what can be told of. */
function livingSubject(subject: Subject, events: readonly HistoryEvent[]): Subject {
  const known = events.map(({ stream }) => subjectOfStream(stream))
  const isThere = known.some((one) => one?.of === subject.of && one.id === subject.id)
  return isThere ? subject : (known.findLast((one) => one !== null) ?? subject)
}

function Pictures({ id }: { readonly id: string }) {
  const image = useQuery({ ...imageQuery(id), retry: false }).data
  if (image === undefined || image === null || image.hidden) return null
  const mask = maskUrl(image)
  return (
    <div className="row audit__pictures">
      <img src={thumbnailAt(id, 512)} alt={words.picture} width={image.width} height={image.height} />
      <div className="stack">
        {image.sourceImageId !== null && (
          <div>
            <p className="label">{words.parent}</p>
            <img src={thumbnailAt(image.sourceImageId, 256)} alt={words.parent} />
          </div>
        )}
        {mask !== null && (
          <div>
            <p className="label">{words.mask}</p>
            <img src={mask} alt={words.mask} />
          </div>
        )}
      </div>
    </div>
  )
}

function Facts({ state }: { readonly state: StateAnswer }) {
  return (
    <dl className="meta">
      {factsOf(state).map(({ name, value }) => (
        <div key={name}>
          <dt>{words.rows[name]}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Ways({ id }: { readonly id: string }) {
  return (
    <div className="row">
      <Link className="btn grow" to="/images/$imageId" params={{ imageId: id }}>
        <Images className="icon" aria-hidden="true" />
        {words.openPicture}
      </Link>
      <Link className="btn grow" to="/images/$imageId/lineage" params={{ imageId: id }}>
        <GitBranch className="icon" aria-hidden="true" />
        {words.lineage}
      </Link>
    </div>
  )
}
