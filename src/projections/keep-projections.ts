import { patiently, pauseMs, type Course } from './advance.ts'
import { runProjections } from './run-projections.ts'

/**
 * Runs a group until `stop` fires. Where it stands before an event that it cannot apply, it is asked after now and then: once an operator
 * has set the event aside, or shows tables that were built without it, the group goes on. Else a process that nobody started anew would
 * look well, because nothing stands still any more, and would never move its views again.
 */
export async function keepProjections(course: Course): Promise<void> {
  while ((await runProjections(course)) === 'faulted') await untilMended(course)
}

async function untilMended(course: Course): Promise<void> {
  const { clock, stop, views, group } = course
  while (!stop.aborted) {
    await clock.sleep(pauseMs, stop)
    const state = await patiently(course, () => views.open(group))
    if (state?.error === null) return
  }
}
