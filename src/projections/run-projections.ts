import type { StopSignal } from '../application/ports/clock.ts'
import { advance, pageSizes, patiently, pauseMs, type Course } from './advance.ts'
import { swapProjection } from './swap-projection.ts'

/**
 * Keeps a group of views level with the log until `stop` fires. A version that is not shown yet is built first and swapped in.
 * `faulted`: an event cannot be applied; the views stay as they were before it, the log line and the group's status say so.
 */
export async function runProjections(course: Course): Promise<'stopped' | 'faulted'> {
  const bell = bellOf(course.stop)
  const unsubscribe = course.store.onAppended(bell.ring)
  try {
    const state = await patiently(course, () => course.views.open(course.group))
    if (state === null) return 'stopped'
    if (state.status !== 'rebuilding') return await follow(course, state.position, bell)
    const swapped = await swapProjection(course, state.position)
    return swapped.outcome === 'shown' ? await follow(course, swapped.position, bell) : swapped.outcome
  } finally {
    unsubscribe()
  }
}

async function follow(course: Course, from: bigint, bell: Bell): Promise<'stopped' | 'faulted'> {
  const { clock, stop, pollMs, gatherMs = 0 } = course
  let position = from
  let limit: number = pageSizes.live
  while (!stop.aborted) {
    bell.reset()
    const made = await advance(course, position, limit)
    if (made.outcome === 'faulted') return 'faulted'
    if (made.outcome === 'advanced') {
      position = made.position
      limit = made.caughtUp ? pageSizes.live : pageSizes.farBehind
      if (made.caughtUp) await clock.sleep(pollMs, bell.signal)
      if (made.caughtUp && gatherMs > 0) await clock.sleep(gatherMs, stop)
      continue
    }
    if (made.outcome === 'outdated') position = await standBy(course, made.position)
    else if (made.outcome === 'elsewhere') position = await standBy(course, position)
    else await clock.sleep(pauseMs, stop)
  }
  return 'stopped'
}

/**
 * Another process moves this group, and is left to it: two at once would read every page twice. Who finds the checkpoint where it was a
 * moment ago tries again, and learns whether the other rests, is at it, or has died: the row that it would hold goes with its connection.
 */
async function standBy(course: Course, from: bigint): Promise<bigint> {
  const { clock, stop, pollMs, views, group } = course
  for (let position = from; ;) {
    await clock.sleep(Math.min(2 * pollMs, pauseMs), stop)
    const now = (await patiently(course, () => views.open(group)))?.position ?? position
    if (now === position || stop.aborted) return now
    position = now
  }
}

/** A sleeper's signal that fires when something was appended or when the program stops. A ring while nobody sleeps is kept. */
type Bell = { readonly ring: () => void; readonly reset: () => void; readonly signal: StopSignal }

function bellOf(stop: StopSignal): Bell {
  const sleepers = new Set<() => void>()
  let rung = false
  const ring = (): void => {
    rung = true
    for (const wake of [...sleepers]) wake()
  }
  stop.addEventListener('abort', ring, { once: true })
  return {
    ring,
    reset: () => void (rung = false),
    signal: {
      get aborted() {
        return rung || stop.aborted
      },
      addEventListener: (_type, listener) => void sleepers.add(listener),
      removeEventListener: (_type, listener) => void sleepers.delete(listener),
    },
  }
}
