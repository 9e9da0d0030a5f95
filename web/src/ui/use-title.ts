import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isLive, jobsQuery } from '../api/jobs.ts'
import { text } from '../strings/en.ts'

/** The tab's title, with the number of jobs on the way: `(2) Studio`. */
export function useTitle(page: string): void {
  const running = useQuery({ ...jobsQuery, enabled: false }).data?.filter(isLive).length ?? 0
  useEffect(() => {
    document.title = text.shell.title(page, running)
  }, [page, running])
}
