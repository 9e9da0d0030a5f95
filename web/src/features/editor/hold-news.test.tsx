import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { jobsQuery, takeJobEvent, type Job } from '../../api/jobs.ts'
import { holdNews } from './hold-news.ts'

const running = { id: 'a', state: 'running', status: 'in_progress', progress: 0.1, updatedAt: '2026-01-01T00:00:01Z' } as Job
let cache = new QueryClient()
let drawing = false
let drawn: (number | undefined)[] = []
let end = (): void => undefined

beforeEach(() => {
  jest.useFakeTimers()
  cache = new QueryClient()
  cache.setQueryData(jobsQuery.queryKey, [running])
  const Panels = (): null => {
    drawn.push(useQuery({ ...jobsQuery, enabled: false }).data?.[0]?.progress)
    return null
  }
  render(
    <QueryClientProvider client={cache}>
      <Panels />
    </QueryClientProvider>,
  )
  end = holdNews(() => drawing)
  drawing = true
  drawn = []
})
afterEach(() => {
  end()
  cleanup()
  jest.useRealTimers()
})

const pass = (ms: number): Promise<void> => act(() => jest.advanceTimersByTimeAsync(ms))
const steps = { step: 1, steps: 10, queuePosition: null, previewRev: 0, previewUrl: null }
const tell = (progress: number): void => takeJobEvent(cache, { jobId: 'a', state: 'running', progress, ...steps })
const progress = (part: number): Promise<void> => {
  tell(part)
  return pass(200)
}

describe("a job's progress while the hand draws", () => {
  it('draws nothing anew, and the last of it is shown in one go once the hand rests', async () => {
    await progress(0.2)
    await progress(0.3)
    expect(drawn).toEqual([])
    drawing = false
    await pass(100)
    expect(drawn).toEqual([0.3])
  })
  it('is held too when the stroke began between the word and its showing', async () => {
    drawing = false
    tell(0.2)
    drawing = true
    await pass(200)
    expect(drawn).toEqual([])
  })
  it('is shown when the editor closes in the middle of a stroke', async () => {
    await progress(0.2)
    end()
    await pass(100)
    await progress(0.3)
    expect(drawn).toEqual([0.2, 0.3])
  })
})
