import { advance, pageSizes, patiently, pauseMs, type Course } from './advance.ts'
import { readAhead } from './read-ahead.ts'

export type Swapped = { readonly outcome: 'shown' | 'stopped' | 'faulted'; readonly position: bigint }

/**
 * Builds a new version beside the one that is shown and shows it once nothing is missing. Readers see the old version until then and the
 * new one from then on, nothing between.
 */
export async function swapProjection(course: Course, from: bigint): Promise<Swapped> {
  const built = await buildVersion(course, from)
  return built.outcome === 'built' ? showVersion(course, built.position) : { outcome: built.outcome, position: built.position }
}

export type Built = { readonly outcome: 'built' | 'stopped' | 'faulted'; readonly position: bigint }

/** Brings a version that is not shown up to the end of the log. */
export async function buildVersion(course: Course, start: bigint): Promise<Built> {
  const { group, log, store } = course
  log.info('a new version of the views is being built', { subscription: group.name, position: String(start) })
  return levelled({ ...course, store: readAhead(store) }, start)
}

/**
 * Shows a version that was built. To make it fit for readers takes long, and what they see moves on meanwhile: only then it is brought to
 * the end of the log once more, and shown when nobody would find less than a moment ago.
 */
export async function showVersion(course: Course, from: bigint): Promise<Swapped> {
  const { views, group, log, stop } = course
  await patiently(course, () => views.prepare(group).then(() => ({ done: true })))
  let position = from
  while (!stop.aborted) {
    const level = await levelled(course, await placeNow(course, position))
    position = level.position
    if (level.outcome !== 'built') return { outcome: level.outcome, position }
    const answer = await patiently(course, async () => ({ shown: (await views.show(group)) === 'shown' }))
    if (answer?.shown !== true) continue
    log.info('the new version of the views is shown', { subscription: group.name, position: String(position) })
    return { outcome: 'shown', position }
  }
  return { outcome: 'stopped', position }
}

async function levelled(course: Course, start: bigint): Promise<Built> {
  const { clock, stop } = course
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
    if (made.outcome === 'outdated') position = made.position
    if (made.outcome === 'elsewhere' || made.outcome === 'outdated') position = await placeNow(course, position)
  }
  return { outcome: 'stopped', position }
}

/** Another process may have moved it. */
const placeNow = async (course: Course, position: bigint): Promise<bigint> =>
  (await patiently(course, () => course.views.open(course.group)))?.position ?? position
