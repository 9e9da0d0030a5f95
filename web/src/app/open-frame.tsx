import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { Contrast } from 'lucide-react'
import { sessionQuery } from '../api/session.ts'
import { text } from '../strings/en.ts'
import { BrandMark } from '../ui/brand.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { switchTheme } from '../ui/theme.ts'
import { SessionFrame } from './session-frame.tsx'
import { Shell } from './shell.tsx'

const useIsSignedIn = (): boolean => useQuery(sessionQuery).data?.user != null

/** What pages that are open to everybody live in: for whoever is signed in, the same as every other page. */
export function OpenFrame() {
  return useIsSignedIn() ? <SessionFrame /> : <Outlet />
}

/** The bar around them; a stranger's has no more than the way in. */
export function OpenShell() {
  return useIsSignedIn() ? <Shell /> : <StrangerShell />
}

function StrangerShell() {
  return (
    <>
      <a className="skip btn btn--primary" href="#main">
        {text.shell.skip}
      </a>
      <header className="appbar">
        <Link className="brand" to="/" aria-label={text.shell.home}>
          <BrandMark />
          <span>{text.product}</span>
        </Link>
        <div className="row push">
          <IconButton label={text.shell.theme} icon={Contrast} onClick={switchTheme} />
          <Link className="btn" to="/sign-in">
            {text.welcome.signIn}
          </Link>
        </div>
      </header>
      <Outlet />
    </>
  )
}
