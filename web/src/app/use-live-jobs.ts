import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useConnection } from '../api/connection.ts'
import { followEvents } from '../api/events.ts'
import { jobsQuery, pollingInterval } from '../api/jobs.ts'

/** Follows the jobs by the event stream, and by asking while it is away. */
export function useLiveJobs(): void {
  const cache = useQueryClient()
  const streaming = useConnection((state) => state.connection === 'connected')
  useEffect(() => followEvents(cache), [cache])
  // It only asks: whoever reads nothing of an answer is told of everything otherwise, even that it grew old, in the middle of a stroke.
  useQuery({ ...jobsQuery, notifyOnChangeProps: [], refetchInterval: (query) => pollingInterval(streaming, query.state.data) })
}
