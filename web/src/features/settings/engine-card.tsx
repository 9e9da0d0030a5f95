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
          <li key={backend.backendId} className="row row--wrap small">
            <i className={`dot ${backend.reachable ? 'dot--ok' : 'dot--bad'}`} aria-hidden="true" />
            <span>{backend.backendId}</span>
            <span className="muted">
              {[backend.reachable ? words.reachable : words.unreachable, backend.version, ...backend.workflows, ...backend.missing]
                .filter((word) => word !== null)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
      {cannot.length > 0 && <p className="hint">{words.cannot(cannot.map((name) => words.capabilities[name]))}</p>}
    </>
  )
}
