import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { BadgeCheck, ChartColumn, Ellipsis, LogOut, ScrollText, Settings, Users } from 'lucide-react'
import { sessionQuery, useSignOut } from '../api/session.ts'
import { text } from '../strings/en.ts'
import { Menu, type MenuItem } from '../ui/menu.tsx'

const words = text.shell

/** Who is signed in, and the ways to the settings and out. */
export function AccountMenu() {
  const { name, items } = useAccount()
  return (
    <Menu
      label={words.signedInAs(name)}
      trigger={
        <button type="button" className="avatar avatar--me only-wide">
          {name.slice(0, 2).toUpperCase()}
          <span className="vh">{words.account}</span>
        </button>
      }
      items={items}
    />
  )
}

/** The same at the end of a phone's bar: it leads to all pages that have no place there. */
export function MoreMenu() {
  const { name, items } = useAccount()
  const { pathname } = useLocation()
  return (
    <Menu
      label={words.signedInAs(name)}
      trigger={
        <button type="button" aria-current={morePages.some((page) => pathname === page) ? 'page' : undefined}>
          <Ellipsis className="icon icon--lg" aria-hidden="true" />
          {words.more}
        </button>
      }
      items={items}
    />
  )
}

const morePages = ['/insights', '/audit', '/verify', '/admin', '/settings']

function useAccount(): { readonly name: string; readonly items: readonly MenuItem[] } {
  const session = useQuery(sessionQuery)
  const signOut = useSignOut()
  const navigate = useNavigate()
  const isAdmin = session.data?.user?.role === 'admin'
  return {
    name: session.data?.user?.username ?? '',
    items: [
      { label: words.insights, icon: ChartColumn, onSelect: () => void navigate({ to: '/insights' }) },
      { label: words.audit, icon: ScrollText, onSelect: () => void navigate({ to: '/audit' }) },
      { label: words.verify, icon: BadgeCheck, onSelect: () => void navigate({ to: '/verify' }) },
      ...(isAdmin ? [{ label: words.users, icon: Users, onSelect: () => void navigate({ to: '/admin' }) }] : []),
      { label: words.settings, icon: Settings, onSelect: () => void navigate({ to: '/settings' }) },
      {
        label: words.signOut,
        icon: LogOut,
        onSelect: () => signOut.mutate(undefined, { onSettled: () => void navigate({ to: '/sign-in' }) }),
      },
    ],
  }
}
