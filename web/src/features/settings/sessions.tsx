import { useQuery } from '@tanstack/react-query'
import { sessionsQuery, useEndSession } from '../../api/session.ts'
import { text } from '../../strings/en.ts'
import { dayAndTime } from '../../ui/times.ts'
import { Known, SettingsCard } from './settings-card.tsx'

const words = text.settings

/** Where one is signed in, and a way to end what one does not know. */
export function Sessions() {
  const sessions = useQuery(sessionsQuery)
  const end = useEndSession()
  return (
    <SettingsCard title={words.sessions}>
      <Known query={sessions}>
        {(known) => (
          <ul className="stack">
            {known.map((session) => (
              <li key={session.id} className="row">
                <span className="grow">
                  {browserOf(session.userAgent)}
                  {session.current && <span className="badge badge--accent session-here">{words.thisSession}</span>}
                  <br />
                  <span className="hint">{words.lastSeen(dayAndTime(session.lastSeenAt))}</span>
                </span>
                {!session.current && (
                  <button type="button" className="btn btn--sm" onClick={() => end.mutate(session.id)}>
                    {words.endSession}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
    </SettingsCard>
  )
}

/** `Firefox on Linux`, as far as the browser says. */
function browserOf(agent: string | null): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent ?? '')?.[1]
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent ?? '')?.[1]
  const name = browser === 'Edg' ? 'Edge' : browser === 'OPR' ? 'Opera' : browser
  if (name === undefined) return words.unknownBrowser
  return system === undefined ? name : words.browserOn(name, system.replace('Mac OS X', 'Mac'))
}
