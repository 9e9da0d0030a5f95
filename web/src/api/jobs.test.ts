import { afterEach, describe, expect, it } from '@jest/globals'
import { QueryClient } from '@tanstack/react-query'
import { jobsQuery, takeJobEvent, withEvent, type Job, type JobEvent } from './jobs.ts'

const job = (over: Partial<Job> = {}): Job =>
  ({
    id: 'a',
    state: 'running',
    status: 'in_progress',
    progress: 0.2,
    step: 2,
    steps: 9,
    queuePosition: null,
    previewUrl: null,
    updatedAt: '2026-01-01T00:00:02Z',
    ...over,
  }) as Job
const progress = (over: Partial<JobEvent> = {}): JobEvent => ({
  jobId: 'a',
  state: 'running',
  progress: 0.5,
  step: 5,
  steps: 9,
  queuePosition: null,
  previewRev: 1,
  previewUrl: '/p?rev=1',
  ...over,
})

describe('a word of the event stream', () => {
  it('moves the progress of a job that runs', () => {
    expect(withEvent([job()], progress())[0]).toMatchObject({ progress: 0.5, step: 5, previewUrl: '/p?rev=1' })
  })
  it('adds a job that was not known', () => {
    expect(withEvent([job()], progress({ jobId: 'b', job: job({ id: 'b' }) })).map(({ id }) => id)).toEqual(['b', 'a'])
  })
  it('that is older than what is known is dropped', () => {
    const known = job({ state: 'completed', status: 'completed', updatedAt: '2026-01-01T00:00:09Z' })
    expect(withEvent([known], progress({ job: job({ updatedAt: '2026-01-01T00:00:03Z' }) }))).toEqual([known])
  })
  it('tells what the run is at, and says nothing of it once nothing is told', () => {
    const reading = withEvent([job()], progress({ stage: 'reading' }))
    expect(reading[0]?.stage).toBe('reading')
    expect(withEvent(reading, progress({}))[0]?.stage).toBeUndefined()
  })
  it('of progress never wakes a job that has ended', () => {
    const ended = job({ state: 'failed', status: 'failed' })
    expect(withEvent([ended], progress())).toEqual([ended])
  })
  it('keeps the last preview when the next word carries none', () => {
    const known = job({ previewUrl: '/p?rev=3' })
    expect(withEvent([known], progress({ previewUrl: null }))[0]?.previewUrl).toBe('/p?rev=3')
  })
})

describe('the list of jobs', () => {
  const realFetch = globalThis.fetch
  afterEach(() => {
    globalThis.fetch = realFetch
  })
  it('that was asked for before a job ended and comes after it was told does not wake the job', async () => {
    let answer: (response: unknown) => void = () => undefined
    globalThis.fetch = (() => new Promise((come) => (answer = come))) as unknown as typeof fetch
    const cache = new QueryClient()
    const reading = cache.fetchQuery(jobsQuery)
    const ended = job({ state: 'completed', status: 'completed', updatedAt: '2026-01-01T00:00:09Z' })
    takeJobEvent(cache, progress({ job: ended, state: 'completed' }))
    takeJobEvent(cache, progress({ jobId: 'b', job: job({ id: 'b' }) }))
    answer({ ok: true, status: 200, json: () => Promise.resolve({ jobs: [job()] }) })
    expect((await reading).map(({ id, state }) => [id, state])).toEqual([
      ['b', 'running'],
      ['a', 'completed'],
    ])
  })
})
