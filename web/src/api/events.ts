import type { QueryClient } from '@tanstack/react-query'
import type { ImageEvent, JobEvent } from '../../../src/adapters/http/contract/job.ts'
import { useConnection, type Connection } from './connection.ts'
import { isRefusal } from './http.ts'
import type { WireImage } from './images.ts'
import { jobsQuery, takeJobEvent } from './jobs.ts'
import { sessionQuery } from './session.ts'
import { takeImages } from './take-images.ts'

const silenceMs = 10_000
/** Pictures that are told within this time are taken together: a large gallery is laid out once for all of them. */
const togetherMs = 80

/**
 * One event stream a tab. The browser resumes it with Last-Event-ID; after every reconnect the jobs are read afresh, because progress
 * between is not replayed, and so is what failed meanwhile. While it is away `useConnection` says so, and lists of live jobs poll instead.
 */
export function followEvents(cache: QueryClient): () => void {
  let source: EventSource | null = null
  // Where the views were before any list was read: going on from there, the stream tells what each of them may lack.
  let lastEventId = cache.getQueryData(sessionQuery.queryKey)?.position ?? ''
  let lost: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let together: ReturnType<typeof setTimeout> | undefined
  const say = (connection: Connection): void => useConnection.setState({ connection })

  let told: WireImage[] = []
  const takeTold = (): void => {
    takeImages(cache, told)
    told = []
  }

  const noteId = (event: MessageEvent): void => {
    if (event.lastEventId !== '') lastEventId = event.lastEventId
  }
  const open = (): void => {
    source?.close()
    source = new EventSource(lastEventId === '' ? '/api/v1/events' : `/api/v1/events?lastEventId=${lastEventId}`)
    source.onopen = () => {
      clearTimeout(lost)
      const returning = useConnection.getState().connection !== 'connecting'
      say('connected')
      if (returning) void cache.invalidateQueries({ queryKey: jobsQuery.queryKey })
      // Tried in vain while the server was away, and by nobody again: a picture asked for in that moment would be waited for without end.
      void cache.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' && !isRefusal(state.error) })
      // Nothing is known that a stream could go on from: what changed since these lists were read is told by nobody.
      if (lastEventId === '') void cache.invalidateQueries({ queryKey: ['images'], predicate: ({ state }) => state.data !== undefined })
    }
    source.onerror = () => {
      clearTimeout(lost)
      lost = setTimeout(
        () => say(navigator.onLine ? 'reconnecting' : 'offline'),
        useConnection.getState().connection === 'connected' ? 1_500 : silenceMs,
      )
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, 3_000)
    }
    source.addEventListener('job', (event: MessageEvent<string>) => {
      noteId(event)
      takeJobEvent(cache, JSON.parse(event.data) as JobEvent)
    })
    source.addEventListener('image', (event: MessageEvent<string>) => {
      noteId(event)
      if (told.length === 0) together = setTimeout(takeTold, togetherMs)
      told.push((JSON.parse(event.data) as ImageEvent).image)
    })
  }
  const wentOffline = (): void => say('offline')
  window.addEventListener('offline', wentOffline)
  window.addEventListener('online', open)
  open()
  return () => {
    clearTimeout(lost)
    clearTimeout(again)
    clearTimeout(together)
    takeTold()
    window.removeEventListener('offline', wentOffline)
    window.removeEventListener('online', open)
    source?.close()
  }
}
