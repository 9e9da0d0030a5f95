import { createContext, useContext } from 'react'
import type { GlobalHands } from './global-actions.ts'

/** What every screen of a session can do anywhere; the frame around the screens provides it. */
export const GlobalHandsContext = createContext<GlobalHands | null>(null)

export function useGlobalHands(): GlobalHands {
  const hands = useContext(GlobalHandsContext)
  if (hands === null) throw new Error('Only screens of a session have global hands')
  return hands
}
