import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { QueryClient, QueryClientProvider, QueryObserver } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import type { Session } from '../../../src/adapters/http/contract/account.ts'
import { useConnection } from '../api/connection.ts'
import { ApiFailure } from '../api/http.ts'
import { jobsQuery, type Job } from '../api/jobs.ts'
import { sessionQuery } from '../api/session.ts'
import { useLiveJobs } from './use-live-jobs.ts'

/** The browser's event stream, in the hands of the test. */
class StreamInHand extends EventTarget {
  static readonly opened: StreamInHand[] = []
  static readonly CLOSED = 2
  readonly url: string
  readyState = 0
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  constructor(url: string) {
    super()
    this.url = url
    StreamInHand.opened.push(this)
  }
  close(): void {
    this.readyState = StreamInHand.CLOSED
  }
  comeUp(): void {
    this.readyState = 1
    this.onopen?.()
  }
  breakOff(forGood: boolean): void {
    this.readyState = forGood ? StreamInHand.CLOSED : 0
    this.onerror?.()
  }
  tell(data: unknown, lastEventId: string): void {
    this.dispatchEvent(new MessageEvent('job', { data: JSON.stringify(data), lastEventId }))
  }
}

const running = { id: 'a', state: 'running', status: 'in_progress', progress: 0.1, updatedAt: '2026-01-01T00:00:01Z' } as Job
const before = { fetch: globalThis.fetch, EventSource: globalThis.EventSource }
let served: readonly Job[] = [running]
let asked = 0
let drawn = 0

beforeEach(() => {
  jest.useFakeTimers()
  StreamInHand.opened.length = 0
  served = [running]
  asked = 0
  useConnection.setState({ connection: 'connecting' })
  globalThis.EventSource = StreamInHand as unknown as typeof EventSource
  globalThis.fetch = (() => {
    asked += 1
    return Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ jobs: served, nextCursor: null }) })
  }) as unknown as typeof fetch
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
  Object.assign(globalThis, before)
})

async function follow(session?: Session): Promise<QueryClient> {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  if (session !== undefined) cache.setQueryData(sessionQuery.queryKey, session)
  drawn = 0
  const Following = (): null => {
    useLiveJobs()
    drawn += 1
    return null
  }
  render(
    <QueryClientProvider client={cache}>
      <Following />
    </QueryClientProvider>,
  )
  await pass(0)
  return cache
}
const pass = (ms: number): Promise<void> => act(() => jest.advanceTimersByTimeAsync(ms))
const stream = (): StreamInHand => {
  const last = StreamInHand.opened.at(-1)
  if (last === undefined) throw new Error('no stream was opened')
  return last
}
const connection = (): string => useConnection.getState().connection

describe('while the event stream is up', () => {
  it('jobs move by its words, and nobody asks', async () => {
    const cache = await follow()
    act(() => stream().comeUp())
    await pass(0)
    const already = asked
    act(() => stream().tell({ jobId: 'a', state: 'running', progress: 0.6, step: 6, steps: 10, previewUrl: null }, ''))
    await pass(60_000)
    expect(cache.getQueryData<Job[]>(jobsQuery.queryKey)?.[0]?.progress).toBe(0.6)
    expect(asked).toBe(already)
    expect(connection()).toBe('connected')
  })
  it('who follows them is not drawn anew, neither for a word nor because the list grew old', async () => {
    await follow()
    act(() => stream().comeUp())
    await pass(0)
    const already = drawn
    act(() => stream().tell({ jobId: 'a', state: 'running', progress: 0.6, step: 6, steps: 10, previewUrl: null }, ''))
    await pass(60_000)
    expect(drawn).toBe(already)
  })
})

describe('lists of pictures that were read before the first word came', () => {
  const list = ['images', 'outline', {}]
  const isOld = (cache: QueryClient): boolean | undefined => cache.getQueryState(list)?.isInvalidated
  it('are read anew when the stream comes up: nobody told what happened between', async () => {
    const cache = await follow()
    cache.setQueryData(list, { ids: [] })
    act(() => stream().comeUp())
    expect(isOld(cache)).toBe(true)
  })
  it('and are not read twice where the session said how far the views were before any of them', async () => {
    const cache = await follow({ user: null, setupNeeded: false, position: '17' })
    cache.setQueryData(list, { ids: [] })
    act(() => stream().comeUp())
    expect(stream().url).toBe('/api/v1/events?lastEventId=17')
    expect(isOld(cache)).toBe(false)
  })
  it('and stay as they are when it goes on from a word that was heard', async () => {
    const cache = await follow()
    act(() => stream().comeUp())
    act(() => stream().tell({ jobId: 'a', state: 'running', progress: 0.2, job: running }, '41'))
    cache.setQueryData(list, { ids: [] })
    act(() => stream().breakOff(true))
    await pass(3_100)
    act(() => stream().comeUp())
    expect(isOld(cache)).toBe(false)
  })
})

describe('when the event stream breaks off', () => {
  it('says so after a moment, and asks for as long as something runs', async () => {
    await follow()
    act(() => stream().comeUp())
    act(() => stream().breakOff(false))
    expect(connection()).toBe('connected')
    await pass(1_600)
    expect(connection()).toBe('reconnecting')
    const already = asked
    await pass(9_100)
    expect(asked).toBe(already + 3)
    served = [{ ...running, state: 'completed', status: 'completed' }]
    await pass(3_100)
    const done = asked
    await pass(30_000)
    expect(asked).toBe(done)
  })
  it('is opened again after the last word that came, and what was missed is read', async () => {
    await follow()
    act(() => stream().comeUp())
    act(() => stream().tell({ jobId: 'a', state: 'running', progress: 0.2, job: { ...running, progress: 0.2 } }, '41'))
    act(() => stream().breakOff(true))
    await pass(3_100)
    expect(StreamInHand.opened).toHaveLength(2)
    expect(stream().url).toBe('/api/v1/events?lastEventId=41')
    const already = asked
    act(() => stream().comeUp())
    await pass(0)
    expect(connection()).toBe('connected')
    expect(asked).toBe(already + 1)
  })
})

describe('what was asked for while the server was away', () => {
  const askedOf = async (failure: ApiFailure): Promise<number> => {
    const cache = await follow()
    act(() => stream().comeUp())
    const queryFn = jest.fn(() => Promise.reject<string>(failure))
    const shown = new QueryObserver(cache, { queryKey: ['image', 'a'], queryFn }).subscribe(() => undefined)
    await pass(0)
    act(() => stream().breakOff(false))
    await pass(60_000)
    expect(queryFn).toHaveBeenCalledTimes(1)
    act(() => stream().comeUp())
    await pass(0)
    shown()
    return queryFn.mock.calls.length
  }
  it.each([
    ['no answer came', new ApiFailure(0, null)],
    ['something in between answered', new ApiFailure(502, null)],
  ])('is asked for once more when it is back: %s', async (_, failure) => {
    expect(await askedOf(failure)).toBe(2)
  })
  it('but not what the server refused', async () => {
    expect(await askedOf(new ApiFailure(404, null))).toBe(1)
  })
})

describe('a browser without a network', () => {
  it('is offline at once, and tries anew when the network is back', async () => {
    await follow()
    act(() => stream().comeUp())
    act(() => void window.dispatchEvent(new Event('offline')))
    expect(connection()).toBe('offline')
    act(() => void window.dispatchEvent(new Event('online')))
    expect(StreamInHand.opened).toHaveLength(2)
  })
})
