import { Outlet, useNavigate } from '@tanstack/react-router'
import { WifiOff } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { globalActions, type GlobalHands } from '../actions/global-actions.ts'
import { GlobalHandsContext } from '../actions/global-hands.ts'
import { commandsNow, useActions, type Command } from '../actions/use-actions.ts'
import { useConnection } from '../api/connection.ts'
import { text } from '../strings/en.ts'
import { useAccountTheme } from './use-account-theme.ts'
import { useEndOfSession } from './use-end-of-session.ts'
import { useLiveJobs } from './use-live-jobs.ts'

/** Few open them, so they come when they are first asked for. */
const HelpDialog = lazy(() => import('./help-dialog.tsx').then((loaded) => ({ default: loaded.HelpDialog })))
const CommandPalette = lazy(() => import('./command-palette.tsx').then((loaded) => ({ default: loaded.CommandPalette })))

/** What every screen of a signed-in person lives in: the event stream, the global keys and the help. */
export function SessionFrame() {
  const [help, setHelp] = useState(false)
  const [palette, setPalette] = useState<readonly Command[] | null>(null)
  const navigate = useNavigate()
  const switchTheme = useAccountTheme()
  useLiveJobs()
  useEndOfSession()
  const hands: GlobalHands = {
    goTo: (page) => void navigate({ to: `/${page}` }),
    openHelp: () => setHelp(true),
    openPalette: () => setPalette(commandsNow().filter((command) => command.name !== globalActions.palette.name)),
    search: () => {
      const field = document.querySelector<HTMLInputElement>('[data-search]')
      if (field === null) void navigate({ to: '/gallery' }).then(() => document.querySelector<HTMLInputElement>('[data-search]')?.focus())
      else field.focus()
    },
    switchTheme,
  }
  useActions('global', globalActions, hands)
  return (
    <GlobalHandsContext value={hands}>
      <OfflineBanner />
      <Outlet />
      {palette !== null && (
        <Suspense>
          <CommandPalette commands={palette} onClose={() => setPalette(null)} />
        </Suspense>
      )}
      {help && (
        <Suspense>
          <HelpDialog onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </GlobalHandsContext>
  )
}

function OfflineBanner() {
  const connection = useConnection((state) => state.connection)
  if (connection !== 'offline' && connection !== 'reconnecting') return null
  return (
    <div className="banner" role="alert">
      <WifiOff className="icon" aria-hidden="true" />
      {text.shell.offlineBanner}
    </div>
  )
}
