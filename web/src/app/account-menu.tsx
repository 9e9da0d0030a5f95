import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { BadgeCheck, ChartColumn, LogOut, ScrollText, Settings, Users } from 'lucide-react'
import { sessionQuery, useSignOut } from '../api/session.ts'
import { text } from '../strings/en.ts'
import { Menu } from '../ui/menu.tsx'

const words = text.shell

/** Who is signed in, and the ways to the settings and out. */
export function AccountMenu() {
  const session = useQuery(sessionQuery)
  const signOut = useSignOut()
  const navigate = useNavigate()
  const name = session.data?.user?.username ?? ''
  const isAdmin = session.data?.user?.role === 'admin'
  return (
    <Menu
      label={words.signedInAs(name)}
      trigger={
        <button type="button" className="avatar avatar--me">
          {name.slice(0, 2).toUpperCase()}
          <span className="vh">{words.account}</span>
        </button>
      }
      items={[
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
      ]}
    />
  )
}
