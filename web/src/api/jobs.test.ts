import { describe, expect, it } from '@jest/globals'
import { withEvent, type Job, type JobEvent } from './jobs.ts'

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
