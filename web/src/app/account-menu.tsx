import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Settings } from 'lucide-react'
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
