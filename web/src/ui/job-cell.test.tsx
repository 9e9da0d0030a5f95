import { describe, expect, it, jest } from '@jest/globals'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { Job } from '../api/jobs.ts'
import { JobCell } from './job-cell.tsx'

const job = (over: Partial<Job>): Job =>
  ({
    id: 'a',
    state: 'queued',
    status: 'in_progress',
    progress: 0,
    step: 0,
    steps: 0,
    queuePosition: 0,
    previewUrl: null,
    error: null,
    warnings: [],
    width: 832,
    height: 1472,
    ...over,
  }) as Job
const show = (over: Partial<Job>) => {
  const onCancel = jest.fn()
  const onRetry = jest.fn()
  render(<JobCell job={job(over)} title="Nova" onCancel={onCancel} onRetry={onRetry} />)
  return { onCancel, onRetry }
}

describe('a picture on its way', () => {
  it('says its place in line and can be cancelled', () => {
    const { onCancel } = show({ queuePosition: 2 })
    expect(screen.getByText('3rd in line')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel Nova' }))
    expect(onCancel).toHaveBeenCalledTimes(1)
  })
  it('shows how far it is, for eyes and for screen readers', () => {
    show({ state: 'running', progress: 0.42, step: 5, steps: 12 })
    expect(screen.getByText('42%')).toBeTruthy()
    expect(screen.getByText('Step 5 of 12')).toBeTruthy()
    expect(screen.getByRole('progressbar', { name: 'Nova' }).getAttribute('aria-valuenow')).toBe('42')
  })
  it('says what its run is at before and after the steps, and what went otherwise than asked', () => {
    show({ state: 'running', stage: 'loading', warnings: [{ code: 'no-face-found', text: 'No face was found.' }] })
    expect(screen.getByText('Loading the model')).toBeTruthy()
    expect(screen.getByText('No face was found.')).toBeTruthy()
    cleanup()
    show({ state: 'running', stage: 'saving', step: 12, steps: 12 })
    expect(screen.getByText('Storing the picture')).toBeTruthy()
    expect(screen.queryByText('Step 12 of 12')).toBeNull()
  })
  it('that failed says why and offers to try again', () => {
    const { onRetry } = show({
      state: 'failed',
      status: 'failed',
      error: { code: 'engine-out-of-memory', title: 'The engine ran out of memory', detail: null, retryable: true },
    })
    expect(screen.getByText('The engine ran out of memory')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }))
    expect(onRetry).toHaveBeenCalledTimes(1)
  })
})
