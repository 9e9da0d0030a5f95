import { advance, pageSizes, type Course } from './advance.ts'

/** Pause before a step is tried again that another process or an outage has kept from happening. */
export const pauseMs = 1_000

/**
 * Builds a new version beside the one that is shown and shows it once nothing is missing. Readers see the old version until then and the
 * new one from then on, nothing between. Answers the position reached.
 */
export async function swapProjection(
  course: Course,
  from: bigint,
): Promise<{ readonly outcome: 'shown' | 'stopped' | 'faulted'; readonly position: bigint }> {
  const { views, group, log, clock, stop } = course
  log.info('a new version of the views is being built', { subscription: group.name, position: String(from) })
  let position = from
  while (!stop.aborted) {
    const made = await advance(course, position, pageSizes.farBehind)
    if (made.outcome === 'faulted') return { outcome: 'faulted', position }
    if (made.outcome === 'advanced') {
      position = made.position
      if (!made.caughtUp) continue
      await views.swap(group)
      log.info('the new version of the views is shown', { subscription: group.name, position: String(position) })
      return { outcome: 'shown', position }
    }
    await clock.sleep(pauseMs, stop)
    if (made.outcome === 'elsewhere') position = (await views.open(group)).position
  }
  return { outcome: 'stopped', position }
}
