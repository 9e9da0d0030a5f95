import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { sessionQuery } from '../api/session.ts'

/** Once nobody is signed in any more, the route's guard is asked again; it knows the way to the form and back. */
export function useEndOfSession(): void {
  const router = useRouter()
  const gone = useQuery(sessionQuery).data?.user === null
  useEffect(() => {
    if (gone) void router.invalidate()
  }, [gone, router])
}
