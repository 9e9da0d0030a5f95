import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { imageQuery, thumbnailUrl } from '../../api/images.ts'
import { sessionQuery } from '../../api/session.ts'
import { verifyWords as words } from '../../strings/en-verify.ts'
import { dayAndTime } from '../../ui/times.ts'
import type { Step } from './credential-report.ts'

/** What the file says of how it came about: itself first, then what it was made from, and so on. */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <section className="card" aria-label={words.chain}>
      <div className="card__head">
        <h2>{words.chain}</h2>
        <span className="secondary small">{words.chainHint(steps.length)}</span>
      </div>
      <ol className="steps-list">
        {steps.map((step, at) => (
          <li key={at}>
            <Thumbnail step={step} />
            <div className="stack steps-list__told">
              <div className="row steps-list__head">
                <strong className="grow">{step.acts.length === 0 ? step.title : actsOf(step)}</strong>
                <span className={`badge ${tones[step.state]}`}>{words.states[step.state]}</span>
              </div>
              {step.state === 'unsigned' && <p className="secondary small">{words.unsignedHint}</p>}
              {step.faults.map((code) => (
                <p key={code} className="hint hint--danger">
                  {words.faults[code] ?? words.otherFault(code)}
                </p>
              ))}
              <Facts step={step} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

const tones: Readonly<Record<Step['state'], string>> = { intact: 'badge--success', altered: 'badge--danger', unsigned: '' }

function actsOf({ acts, source }: Step): string {
  const told = acts.map((act) => words.acts[act] ?? act.replace('c2pa.', '')).join(words.then)
  return words.how(told, source === null ? null : words.sources[source])
}

function Facts({ step }: { readonly step: Step }) {
  const rows = [
    [words.rows.madeBy, step.madeBy],
    [words.rows.when, step.when === null ? null : dayAndTime(step.when)],
    [words.rows.workflow, step.workflow],
    [words.rows.seed, step.seed],
    [words.rows.area, areaOf(step)],
    [words.rows.id, step.imageId],
  ] as const
  const known = rows.filter(([, value]) => value !== null)
  if (known.length === 0) return null
  return (
    <dl className="meta">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function areaOf({ region, coveragePct }: Step): string | null {
  if (region === null) return null
  const area = words.area(region.width, region.height, region.x, region.y)
  return coveragePct === null ? area : words.areaWithShare(area, coveragePct)
}

/** The picture that the step tells of, where it is one of the viewer's own. A stranger is told nothing but what the file says. */
function Thumbnail({ step: { imageId } }: { readonly step: Step }) {
  const signedIn = useQuery(sessionQuery).data?.user != null
  const image = useQuery({ ...imageQuery(imageId ?? ''), enabled: signedIn && imageId !== null, retry: false }).data
  const address = image === undefined || image === null ? null : thumbnailUrl(image, 256)
  if (address === null || imageId === null) return <span className="steps-list__pic" aria-hidden="true" />
  return (
    <Link className="steps-list__pic" to="/images/$imageId" params={{ imageId }} aria-label={words.openOf(imageId)}>
      <img src={address} alt={words.thumbnail} />
    </Link>
  )
}
