import type { Clock, StopSignal } from '../ports/clock.ts'

/** A stop signal of our own: it rings when told to, or when one of its parents does. */
export type Alarm = StopSignal & {
  ring(): void
  /** Lets go of the parents, so that a long-lived one does not gather listeners. */
  close(): void
}

export function alarm(...parents: readonly StopSignal[]): Alarm {
  const listeners = new Set<() => void>()
  let rung = false
  const ring = (): void => {
    if (rung) return
    rung = true
    for (const listener of [...listeners]) listener()
    listeners.clear()
  }
  for (const parent of parents) {
    if (parent.aborted) ring()
    else parent.addEventListener('abort', ring, { once: true })
  }
  return {
    get aborted() {
      return rung
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    ring,
    close: () => parents.forEach((parent) => parent.removeEventListener('abort', ring)),
  }
}

/** Naps that a hint can cut short. Polling is the truth: a hint that is lost costs only time. */
export type Dozing = { wait(ms: number): Promise<void>; wake(): void }

export function dozing(clock: Clock, stop: StopSignal): Dozing {
  let called = false
  let nap: Alarm | null = null
  return {
    async wait(ms) {
      if (!called) {
        nap = alarm(stop)
        await clock.sleep(ms, nap)
        nap.close()
        nap = null
      }
      called = false
    },
    wake() {
      called = true
      nap?.ring()
    },
  }
}
