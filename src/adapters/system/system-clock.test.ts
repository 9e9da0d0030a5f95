import { describe, expect, it } from '@jest/globals'
import { systemClock } from './system-clock.ts'

const anHourMs = 3_600_000

describe('the system clock', () => {
  it('tells milliseconds since the epoch', () => {
    const before = Date.now()
    const told = systemClock().now()
    expect(told).toBeGreaterThanOrEqual(before)
    expect(told).toBeLessThanOrEqual(Date.now())
  })

  it('wakes by itself after the nap', async () => {
    await expect(systemClock().sleep(1)).resolves.toBeUndefined()
  })

  it('given a signal that has fired, then a nap ends at once', async () => {
    await expect(systemClock().sleep(anHourMs, AbortSignal.abort())).resolves.toBeUndefined()
  })

  it('given a signal that fires during the nap, then the nap ends', async () => {
    const stop = new AbortController()
    const nap = systemClock().sleep(anHourMs, stop.signal)
    stop.abort()
    await expect(nap).resolves.toBeUndefined()
  })

  it('given a signal that outlives the nap, then no listener stays behind', async () => {
    const listeners = new Set<() => void>()
    await systemClock().sleep(1, {
      aborted: false,
      addEventListener: (_type, listener) => listeners.add(listener),
      removeEventListener: (_type, listener) => listeners.delete(listener),
    })
    expect(listeners.size).toBe(0)
  })
})
