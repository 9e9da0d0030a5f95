import type { QueryClient } from '@tanstack/react-query'
import { create } from 'zustand'
import type { ImageEvent, JobEvent } from '../../../src/adapters/http/contract/job.ts'
import { patchImage } from './images.ts'
import { jobsQuery, takeJobEvent } from './jobs.ts'

export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'offline'
export const useConnection = create<{ readonly connection: Connection }>(() => ({ connection: 'connecting' }))

const silenceMs = 10_000

/**
 * One event stream a tab. The browser resumes it with Last-Event-ID; after every reconnect the jobs are read afresh, because progress
 * between is not replayed. While it is away `useConnection` says so, and lists of live jobs poll instead.
 */
export function followEvents(cache: QueryClient): () => void {
  let source: EventSource | null = null
  let lastEventId = ''
  let lost: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  const say = (connection: Connection): void => useConnection.setState({ connection })

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
      takeImageEvent(cache, JSON.parse(event.data) as ImageEvent)
    })
  }
  const wentOffline = (): void => say('offline')
  window.addEventListener('offline', wentOffline)
  window.addEventListener('online', open)
  open()
  return () => {
    clearTimeout(lost)
    clearTimeout(again)
    window.removeEventListener('offline', wentOffline)
    window.removeEventListener('online', open)
    source?.close()
  }
}

function takeImageEvent(cache: QueryClient, event: ImageEvent): void {
  patchImage(cache, event.imageId, () => event.image)
  void cache.invalidateQueries({ queryKey: ['images'], refetchType: 'active' })
  // Every relative's page shows the same tree.
  void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'image' && queryKey[2] === 'lineage' })
}
