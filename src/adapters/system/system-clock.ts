import type { Clock, StopSignal } from '../../application/ports/clock.ts'

/** The machine's own clock. */
export const systemClock = (): Clock => ({ now: () => Date.now(), sleep })

function sleep(ms: number, stop?: StopSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted === true) return resolve()
    const wake = (): void => {
      clearTimeout(timer)
      // Without this a long-lived stop signal would gather one listener for each nap.
      stop?.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    stop?.addEventListener('abort', wake, { once: true })
  })
}
