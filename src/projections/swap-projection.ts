import { advance, pageSizes, patiently, pauseMs, type Course } from './advance.ts'
import { readAhead } from './read-ahead.ts'

export type Swapped = { readonly outcome: 'shown' | 'stopped' | 'faulted'; readonly position: bigint }

/**
 * Builds a new version beside the one that is shown and shows it once nothing is missing. Readers see the old version until then and the
 * new one from then on, nothing between.
 */
export async function swapProjection(course: Course, from: bigint): Promise<Swapped> {
  const built = await buildVersion(course, from)
  return built.outcome === 'built' ? shown(course, built.position) : { outcome: built.outcome, position: built.position }
}

export type Built = { readonly outcome: 'built' | 'stopped' | 'faulted'; readonly position: bigint }

/** Brings a version that is not shown up to the end of the log. */
export async function buildVersion(from: Course, start: bigint): Promise<Built> {
  const course = { ...from, store: readAhead(from.store) }
  const { group, log, clock, stop } = course
  log.info('a new version of the views is being built', { subscription: group.name, position: String(start) })
  let position = start
  while (!stop.aborted) {
    const made = await advance(course, position, pageSizes.rebuild)
    if (made.outcome === 'faulted') return { outcome: 'faulted', position }
    if (made.outcome === 'advanced') {
      position = made.position
      if (made.caughtUp) return { outcome: 'built', position }
      continue
    }
    await clock.sleep(pauseMs, stop)
    if (made.outcome === 'elsewhere') position = (await patiently(course, () => course.views.open(group)))?.position ?? position
  }
  return { outcome: 'stopped', position }
}

async function shown(course: Course, position: bigint): Promise<Swapped> {
  const { views, group, log } = course
  const swapped = await patiently(course, () => views.swap(group).then(() => ({ done: true })))
  if (swapped === null) return { outcome: 'stopped', position }
  log.info('the new version of the views is shown', { subscription: group.name, position: String(position) })
  return { outcome: 'shown', position }
}
