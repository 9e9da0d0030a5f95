import { useLocation, useNavigate, useRouter } from '@tanstack/react-router'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The picture whose own page this one was opened from. */
    readonly openedFrom?: string
  }
}

/** For whoever opens something about a picture from the picture's own page: that page is where the way back leads. */
export const openedFrom = (imageId: string) => ({ openedFrom: imageId })

/**
 * Leads from a page about a picture to the picture's own: back, where it was opened from there, and else in this page's place. One step more
 * would lead in a circle: leaving the picture goes back, and would come here again.
 */
export function useWayBack(imageId: string): () => void {
  const isNext = useLocation({ select: ({ state }) => state.openedFrom === imageId })
  const navigate = useNavigate()
  const { history } = useRouter()
  return () => (isNext ? history.back() : void navigate({ to: '/images/$imageId', params: { imageId }, replace: true }))
}
