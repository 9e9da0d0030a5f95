import { useQuery } from '@tanstack/react-query'
import { engineQuery, type Engine } from '../../api/engine.ts'
import { text } from '../../strings/en.ts'
import { Known, SettingsCard } from './settings-card.tsx'

const words = text.settings

/** What draws the pictures, machine by machine, and what it cannot do at the moment. */
export function EngineCard() {
  const query = useQuery(engineQuery)
  const preview = query.data?.engine === 'preview'
  return (
    <SettingsCard
      title={words.engine}
      badge={
        query.data !== undefined && (
          <span className={`badge ${preview ? 'badge--warning' : 'badge--success'}`}>{preview ? text.shell.preview : words.comfyui}</span>
        )
      }
    >
      <Known query={query}>{(engine) => <Facts engine={engine} />}</Known>
    </SettingsCard>
  )
}

function Facts({ engine }: { readonly engine: Engine }) {
  const cannot = (Object.keys(words.capabilities) as (keyof Engine['capabilities'])[]).filter((name) => !engine.capabilities[name].can)
  return (
    <>
      <p className="secondary">{engine.summary}</p>
      <ul className="stack">
        {engine.backends.map((backend) => (
          <li key={backend.backendId} className="small">
            <span className="row row--wrap">
              <i className={`dot ${backend.reachable ? 'dot--ok' : 'dot--bad'}`} aria-hidden="true" />
              <strong>{backend.backendId}</strong>
              <span className="muted">
                {[backend.reachable ? words.reachable : words.unreachable, backend.version, ...backend.workflows]
                  .filter((word) => word !== null)
                  .join(', ')}
              </span>
            </span>
            {backend.problems.length > 0 && <Problems texts={backend.problems.map((problem) => problem.text)} />}
          </li>
        ))}
      </ul>
      {cannot.length > 0 && <p className="hint">{words.cannot(cannot.map((name) => words.capabilities[name]))}</p>}
    </>
  )
}

function Problems({ texts }: { readonly texts: readonly string[] }) {
  return (
    <details className="muted">
      <summary>{words.problems(texts.length)}</summary>
      <ul>
        {texts.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </details>
  )
}
