import { useEffect } from 'react'
import { text } from '../strings/en.ts'
import { toast } from './toast.ts'
import type { Dropped } from './search.ts'

/** Says that the address asked for something that is not known here, and has the page forget it. */
export function useDropped({ dropped }: Dropped, forget: () => void): void {
  useEffect(() => {
    if (dropped !== true) return
    toast(text.shell.dropped)
    forget()
    // Once for each address: what forgets is another function with every drawing.
  }, [dropped])
}

/** What is left to ask for. */
export const withoutDropped = <Search extends Dropped>(search: Search): Omit<Search, 'dropped'> =>
  Object.fromEntries(Object.entries(search).filter(([name]) => name !== 'dropped')) as Omit<Search, 'dropped'>
