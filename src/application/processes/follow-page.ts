import { EventIsNewer } from '../ports/event-store.ts'
import type { Log } from '../ports/log.ts'
import type { NewerEvents } from '../ports/newer-events.ts'

export type FollowPorts = { readonly log: Log; readonly newerEvents?: NewerEvents }

/**
 * Follows the log by one page, of the usual size when `limit` is absent, and answers whether there may be more to read at once. An outage
 * of the stores is said and waited out; that a newer program is waited for is said once.
 */
export async function followPage(ports: FollowPorts, subscription: string, page: (limit?: number) => Promise<boolean>): Promise<boolean> {
  try {
    const more = await pageBeforeNewer(page)
    ports.newerEvents?.passed(subscription)
    return more
  } catch (error) {
    tellOf(ports, subscription, error)
    return false
  }
}

/** A page with an event of a newer program cannot be read, what lies before that event can. */
const pageBeforeNewer = (page: (limit?: number) => Promise<boolean>): Promise<boolean> =>
  page().catch((error: unknown) => {
    if (error instanceof EventIsNewer) return page(1)
    throw error
  })

function tellOf({ log, newerEvents }: FollowPorts, subscription: string, error: unknown): void {
  const fields = { subscription, error: error instanceof Error ? error.message : 'not an error' }
  if (!(error instanceof EventIsNewer)) return log.warn('a process waits for its stores', fields)
  if (newerEvents?.met(subscription) !== false) log.error('a process waits for a newer version of the program', fields)
}
