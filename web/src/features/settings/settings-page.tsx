import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { toast } from 'sonner'
import { engineQuery } from '../../api/engine.ts'
import { sentenceFor } from '../../api/http.ts'
import { sessionQuery, useChangePreferences, useSignOut } from '../../api/session.ts'
import { text } from '../../strings/en.ts'
import { Segmented, SwitchRow } from '../../ui/fields.tsx'
import { chooseTheme, useTheme } from '../../ui/theme.ts'
import { useTitle } from '../../ui/use-title.ts'
import { Sessions } from './sessions.tsx'
import { Tokens } from './tokens.tsx'

const words = text.settings

export function SettingsPage() {
  useTitle(words.title)
  return (
    <main id="main" className="page page--narrow">
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      <Look />
      <Engine />
      <Tokens />
      <Sessions />
      <Account />
    </main>
  )
}

function Look() {
  const theme = useTheme((state) => state.theme)
  const change = useChangePreferences()
  const sees = useQuery(sessionQuery).data?.user?.preferences.showNsfw ?? false
  return (
    <section className="card">
      <div className="card__head">
        <h2>{words.look}</h2>
      </div>
      <div className="card__body stack">
        <div className="row row--between">
          <span className="label">{words.theme}</span>
          <Segmented
            label={words.theme}
            value={theme}
            choices={(['system', 'dark', 'light'] as const).map((value) => ({ value, label: words.themes[value] }))}
            onChoose={(value) => {
              chooseTheme(value)
              change.mutate({ theme: value })
            }}
          />
        </div>
        <SwitchRow
          label={words.adult}
          hint={words.adultHint}
          checked={sees}
          onSwitch={(showNsfw) => change.mutate({ showNsfw }, { onError: (error) => toast.error(sentenceFor(error)) })}
        />
      </div>
    </section>
  )
}

function Engine() {
  const engine = useQuery(engineQuery).data
  if (engine === undefined) return null
  return (
    <section className="card">
      <div className="card__head">
        <h2>{words.engine}</h2>
        <span className={`badge ${engine.engine === 'preview' ? 'badge--warning' : 'badge--success'}`}>
          {engine.engine === 'preview' ? text.shell.preview : 'ComfyUI'}
        </span>
      </div>
      <div className="card__body stack">
        <p className="secondary">{engine.summary}</p>
        <ul className="stack">
          {engine.backends.map((backend) => (
            <li key={backend.backendId} className="row small">
              <i className={`dot ${backend.reachable ? 'dot--ok' : 'dot--bad'}`} />
              <span>{backend.backendId}</span>
              <span className="muted">{[backend.version, ...backend.workflows].filter((word) => word !== null).join(', ')}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function Account() {
  const signOut = useSignOut()
  const navigate = useNavigate()
  const name = useQuery(sessionQuery).data?.user?.username ?? ''
  return (
    <section className="card">
      <div className="card__head">
        <h2>{words.account}</h2>
      </div>
      <div className="card__body row row--between">
        <span>
          {text.shell.signedInAs(name)}
          <br />
          <span className="hint">{words.signOutHint}</span>
        </span>
        <button
          type="button"
          className="btn"
          onClick={() => signOut.mutate(undefined, { onSettled: () => void navigate({ to: '/sign-in' }) })}
        >
          {words.signOut}
        </button>
      </div>
    </section>
  )
}
