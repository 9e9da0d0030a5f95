import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { ChartColumn, Ellipsis, Images, ListChecks, ScrollText, Search, Sparkles, Users } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { globalActions, type GlobalHands } from '../actions/global-actions.ts'
import { useGlobalHands } from '../actions/global-hands.ts'
import { useConnection, type Connection } from '../api/connection.ts'
import { isLive, jobsQuery } from '../api/jobs.ts'
import { text } from '../strings/en.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { BrandMark } from '../ui/brand.tsx'
import { Keys } from '../ui/tooltip.tsx'

const words = text.shell
/** A menu weighs more than all of the bar, so it comes after it. */
const AccountMenu = lazy(() => import('./account-menu.tsx').then((loaded) => ({ default: loaded.AccountMenu })))
const MoreMenu = lazy(() => import('./account-menu.tsx').then((loaded) => ({ default: loaded.MoreMenu })))
const pages = [
  { to: '/studio', label: words.studio, icon: Sparkles },
  { to: '/gallery', label: words.gallery, icon: Images },
  { to: '/characters', label: words.characters, icon: Users },
  { to: '/queue', label: words.queue, icon: ListChecks },
] as const
/** A phone has no room for these in its bar: they are in the menu at its end. */
const widePages = [
  { to: '/insights', label: words.insights, icon: ChartColumn },
  { to: '/audit', label: words.audit, icon: ScrollText },
] as const

/** Bar and navigation around the screens that have them. */
export function Shell() {
  const running = useRunningCount()
  const hands = useGlobalHands()
  return (
    <>
      <a className="skip btn btn--primary" href="#main">
        {words.skip}
      </a>
      <AppBar running={running} hands={hands} />
      <Outlet />
      <TabBar running={running} />
    </>
  )
}

function AppBar({ running, hands }: { readonly running: number; readonly hands: GlobalHands }) {
  return (
    <header className="appbar">
      <Link className="brand" to="/gallery" aria-label={words.home}>
        <BrandMark />
        <span>{text.product}</span>
      </Link>
      <nav className="nav" aria-label={words.main}>
        {[...pages, ...widePages].map((page) => (
          <Link key={page.to} to={page.to} activeProps={{ 'aria-current': 'page' }}>
            {page.label}
            {page.to === '/queue' && running > 0 && <Count running={running} />}
          </Link>
        ))}
      </nav>
      <div className="row push appbar__end">
        <ConnectionLight />
        <button type="button" className="btn jump" onClick={hands.openPalette}>
          <Search className="icon" aria-hidden="true" />
          <span className="vh">{words.jump}</span>
          <span className="jump__text" aria-hidden="true">
            {words.jump}
          </span>
          <Keys keys={globalActions.palette.keys[0]} />
        </button>
        <ActionButton action={globalActions.help} hands={hands} className="btn--ghost only-wide" />
        <ActionButton action={globalActions.theme} hands={hands} className="btn--ghost" />
        <Suspense fallback={<span className="avatar avatar--me only-wide" />}>
          <AccountMenu />
        </Suspense>
      </div>
    </header>
  )
}

function TabBar({ running }: { readonly running: number }) {
  return (
    <nav className="tabbar" aria-label={words.mainBottom}>
      {pages.map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} activeProps={{ 'aria-current': 'page' }}>
          <Icon className="icon icon--lg" aria-hidden="true" />
          {label}
          {to === '/queue' && running > 0 && <Count running={running} />}
        </Link>
      ))}
      <Suspense fallback={<MoreComing />}>
        <MoreMenu />
      </Suspense>
    </nav>
  )
}

/** Keeps the place of the menu that comes after the bar. */
function MoreComing() {
  return (
    <button type="button" disabled>
      <Ellipsis className="icon icon--lg" aria-hidden="true" />
      {words.more}
    </button>
  )
}

function Count({ running }: { readonly running: number }) {
  return (
    <span className="count">
      {running}
      <span className="vh"> {words.running}</span>
    </span>
  )
}

const dots: Readonly<Record<Connection, string>> = { connecting: '', connected: 'dot--ok', reconnecting: '', offline: 'dot--bad' }

function ConnectionLight() {
  const connection = useConnection((state) => state.connection)
  return (
    <span className="conn only-wide" role="status">
      <i className={`dot ${dots[connection]}`} />
      <span>{words.connection[connection]}</span>
    </span>
  )
}

function useRunningCount(): number {
  return useQuery(jobsQuery).data?.filter(isLive).length ?? 0
}
