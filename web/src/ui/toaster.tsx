import { useEffect } from 'react'
import { toast, Toaster as Sonner } from 'sonner'
import { useTheme } from './theme.ts'
import { showToastsWith } from './toast.ts'

/** The place where toasts are shown. */
export function Toaster() {
  const theme = useTheme((state) => state.theme)
  useEffect(() => showToastsWith(toast), [])
  return <Sonner position="bottom-center" theme={theme} offset={20} mobileOffset={{ bottom: 72 }} />
}
