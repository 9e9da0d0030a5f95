import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isLive, jobsQuery } from '../../api/jobs.ts'
import { studioWords } from '../../strings/en-studio.ts'

const words = studioWords

/** On a narrow screen the form and its results stand one below the other: the way between them, and where one is. */
export function Jumps() {
  const live = useQuery(jobsQuery).data?.filter((job) => job.kind === 'generation' && isLive(job)).length ?? 0
  const atResults = useReached('main')
  return (
    <nav className="only-narrow jumps" aria-label={words.onThisPage}>
      <a className="btn btn--ghost" href="#set" aria-current={atResults ? undefined : 'true'}>
        {words.setUp}
      </a>
      <a className="btn btn--ghost" href="#main" aria-current={atResults ? 'true' : undefined}>
        {words.results}
        {live > 0 && <span className="badge badge--accent">{live}</span>}
      </a>
    </nav>
  )
}

/** Whether the element has come up to the middle of the window. */
function useReached(id: string): boolean {
  const [reached, setReached] = useState(false)
  useEffect(() => {
    const element = document.getElementById(id)
    if (element === null) return
    const observer = new IntersectionObserver(([entry]) => setReached(entry?.isIntersecting === true), { rootMargin: '0px 0px -50%' })
    observer.observe(element)
    return () => observer.disconnect()
  }, [id])
  return reached
}
