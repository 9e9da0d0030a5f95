import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { retrySaves } from './retry-saves.ts'

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

/** Says each time at once that it went wrong again, as a server that answers with errors does. */
function failing(kind: 'here' | 'nowhere') {
  const askedAtMs: number[] = []
  const startMs = Date.now()
  const retried = retrySaves(() => {
    askedAtMs.push(Date.now() - startMs)
    retried.hear({ kind: 'saving' })
    retried.hear({ kind })
  })
  retried.hear({ kind })
  return { retried, askedAtMs }
}

describe('a save that the server refused to take', () => {
  it.each(['here', 'nowhere'] as const)('is tried again by itself, less and less often, where the draft is kept %s', (kind) => {
    const { retried, askedAtMs } = failing(kind)
    jest.advanceTimersByTime(200_000)
    retried.stop()
    expect(askedAtMs).toEqual([2_000, 6_000, 14_000, 30_000, 62_000, 122_000, 182_000])
  })
  it('is left alone once it went well, and the next trouble begins with a short pause', () => {
    const { retried, askedAtMs } = failing('here')
    jest.advanceTimersByTime(6_000)
    retried.hear({ kind: 'saved', at: '' })
    jest.advanceTimersByTime(94_000)
    expect(askedAtMs).toHaveLength(2)
    retried.hear({ kind: 'here' })
    jest.advanceTimersByTime(2_000)
    retried.stop()
    expect(askedAtMs.at(-1)).toBe(102_000)
  })
  it('is not tried while somebody has to choose, nor after the editor was left', () => {
    const { retried, askedAtMs } = failing('here')
    retried.hear({ kind: 'stale', newer: null, from: 'elsewhere' })
    jest.advanceTimersByTime(60_000)
    retried.hear({ kind: 'here' })
    retried.stop()
    jest.advanceTimersByTime(60_000)
    expect(askedAtMs).toEqual([])
  })
})
