import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { sentenceFor } from '../../api/http.ts'
import { sessionQuery, useChangePreferences, useSignOut } from '../../api/session.ts'
import { text } from '../../strings/en.ts'
import { SegmentedField, SwitchRow } from '../../ui/fields.tsx'
import { chooseTheme, useTheme } from '../../ui/theme.ts'
import { toast } from '../../ui/toast.ts'
import { useTitle } from '../../ui/use-title.ts'
import { EngineCard } from './engine-card.tsx'
import { Sessions } from './sessions.tsx'
import { SettingsCard } from './settings-card.tsx'
import { Shortcuts } from './shortcuts.tsx'
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
      <EngineCard />
      <Shortcuts />
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
    <SettingsCard title={words.look}>
      <SegmentedField
        beside
        label={words.theme}
        value={theme}
        choices={(['system', 'dark', 'light'] as const).map((value) => ({ value, label: words.themes[value] }))}
        onChoose={(value) => {
          chooseTheme(value)
          change.mutate({ theme: value })
        }}
      />
      <SwitchRow
        label={words.adult}
        hint={words.adultHint}
        checked={sees}
        onSwitch={(showNsfw) => change.mutate({ showNsfw }, { onError: (error) => toast.error(sentenceFor(error)) })}
      />
    </SettingsCard>
  )
}

function Account() {
  const signOut = useSignOut()
  const navigate = useNavigate()
  const name = useQuery(sessionQuery).data?.user?.username ?? ''
  return (
    <SettingsCard title={words.account}>
      <div className="row row--between">
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
    </SettingsCard>
  )
}
