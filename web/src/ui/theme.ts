import { create } from 'zustand'

export type Theme = 'system' | 'dark' | 'light'
const storedAs = 'persona-theme'

/** The chosen theme. `public/theme.js` reads the same key before the first paint. */
export const useTheme = create<{ readonly theme: Theme }>(() => ({ theme: readTheme() }))

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(storedAs, theme)
  } catch (error) {
    console.info('The theme is not remembered in this browser', error)
  }
  useTheme.setState({ theme })
  showTheme()
}

/** Dark and light by turns, from what is seen now. */
export const switchTheme = (): void => chooseTheme(document.documentElement.dataset['theme'] === 'light' ? 'dark' : 'light')

/** Follows the system while the person chose `system`. Returns the unsubscriber. */
export function followSystemTheme(): () => void {
  const system = matchMedia('(prefers-color-scheme: light)')
  system.addEventListener('change', showTheme)
  return () => system.removeEventListener('change', showTheme)
}

function showTheme(): void {
  const { theme } = useTheme.getState()
  const light = theme === 'light' || (theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches)
  document.documentElement.dataset['theme'] = light ? 'light' : 'dark'
}

function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(storedAs)
    return stored === 'dark' || stored === 'light' ? stored : 'system'
  } catch (error) {
    console.info('The theme is not remembered in this browser', error)
    return 'system'
  }
}
