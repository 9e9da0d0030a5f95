import { advance, pageSizes, pauseMs, type Course } from './advance.ts'
import type { ComparedView, Shadow, ViewRebuilds } from './rebuild.ts'
import { buildVersion, showVersion } from './swap-projection.ts'

export type Rebuilt = {
  /**
   * `shown`: the new tables stand in the place of the old ones. `same`, `different`: compared, and the old ones stay. `not-compared`: the
   * two never stood at one position, or those that are shown stand still before an event; they stay.
   */
  readonly outcome: 'shown' | 'same' | 'different' | 'not-compared' | 'faulted' | 'stopped'
  readonly position: bigint
  /** Empty where nothing was compared. */
  readonly views: readonly ComparedView[]
}

/** The two are compared in one snapshot, but a log in use moves them on between two looks. */
const mostLooks = 100

/**
 * Builds a group's views anew from the whole log, beside those that are shown, compares the two, and shows the new ones. `course.views` is
 * where the shown ones live; readers never wait. A rebuild that is not shown leaves nothing behind.
 */
export async function rebuildViews(course: Course, rebuilds: ViewRebuilds, show: 'when-same' | 'always' | 'never'): Promise<Rebuilt> {
  const shadow = await rebuilds.beside(course.group)
  const beside = { ...course, views: shadow.views }
  const built = await buildVersion(beside, 0n)
  const { position } = built
  if (built.outcome !== 'built') return discarded(shadow, { outcome: built.outcome, position, views: [] })
  const views = show === 'always' ? [] : await comparedViews(course, beside, shadow, position)
  if (views === null) return discarded(shadow, { outcome: 'not-compared', position, views: [] })
  const same = views.every(({ hash, shownHash }) => hash === shownHash)
  if (show === 'never' || !same) return discarded(shadow, { outcome: same ? 'same' : 'different', position, views })
  const shown = await showVersion(beside, position)
  return shown.outcome === 'shown' ? { ...shown, views } : discarded(shadow, { ...shown, views })
}

async function discarded(shadow: Shadow, rebuilt: Rebuilt): Promise<Rebuilt> {
  await shadow.discard()
  return rebuilt
}

/** Brings both to the end of the log until one look finds them at the same position; `null` when it never does. */
async function comparedViews(shown: Course, beside: Course, shadow: Shadow, from: bigint): Promise<readonly ComparedView[] | null> {
  let position = from
  for (let look = 0; look < mostLooks && !shown.stop.aborted; look += 1) {
    const state = await shown.views.open(shown.group)
    // No server may be running: then nobody else brings the shown views up to date.
    if (state.status === 'faulted' || (await advance(shown, state.position, pageSizes.farBehind)).outcome === 'faulted') return null
    const made = await advance(beside, position, pageSizes.rebuild)
    if (made.outcome === 'advanced') position = made.position
    else if (made.outcome === 'faulted') return null
    else await shown.clock.sleep(pauseMs, shown.stop)
    const comparison = await shadow.compare()
    if (comparison.outcome === 'compared') return comparison.views
  }
  return null
}
