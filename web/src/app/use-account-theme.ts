import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { sessionQuery, useChangePreferences } from '../api/session.ts'
import { chooseTheme, switchTheme, useTheme } from '../ui/theme.ts'

/**
 * The theme goes with the account from browser to browser. An account that leaves it to the system leaves a choice made in this browser
 * alone. Answers the switch between dark and light, which the account remembers.
 */
export function useAccountTheme(): () => void {
  const chosen = useQuery({ ...sessionQuery, enabled: false }).data?.user?.preferences.theme
  const change = useChangePreferences()
  useEffect(() => {
    if (chosen === 'dark' || chosen === 'light') chooseTheme(chosen)
  }, [chosen])
  return () => {
    switchTheme()
    change.mutate({ theme: useTheme.getState().theme })
  }
}
