import { Outlet, useNavigate } from '@tanstack/react-router'
import { WifiOff } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { globalActions, type GlobalHands } from '../actions/global-actions.ts'
import { GlobalHandsContext } from '../actions/global-hands.ts'
import { commandsNow, useActions, type Command } from '../actions/use-actions.ts'
import { isCutOff, useConnection } from '../api/connection.ts'
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
  const openPalette = (): void => setPalette(commandsNow().filter((command) => command.name !== globalActions.palette.name))
  const hands: GlobalHands = {
    goTo: (page) => void navigate({ to: `/${page}` }),
    openHelp: () => setHelp(true),
    openPalette,
    search: () => void search(() => navigate({ to: '/gallery' }), openPalette),
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

/** Goes to the page's field, or to the gallery's; where a narrow window has put it away, to the palette, which searches too. */
async function search(goToGallery: () => Promise<void>, openPalette: () => void): Promise<void> {
  const fields = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('[data-search]')]
  if (fields().length === 0) await goToGallery()
  const shown = fields().find((field) => field.getClientRects().length > 0)
  if (shown !== undefined) shown.focus()
  else if (fields().length > 0) openPalette()
}

function OfflineBanner() {
  if (!useConnection(isCutOff)) return null
  return (
    <div className="banner" role="alert">
      <WifiOff className="icon" aria-hidden="true" />
      {text.shell.offlineBanner}
    </div>
  )
}
