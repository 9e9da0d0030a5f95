import type { EventStore, Fact, Page } from '../application/ports/event-store.ts'

type Log = Pick<EventStore, 'readAll' | 'readFacts' | 'onAppended'>
type Asked = { readonly after: bigint; readonly limit: number; readonly page: Promise<Page<Fact>> }

/**
 * A log that reads the page behind a full one while that is being applied: the database and this program then work at the same time. For
 * one reader who goes through it in order; asked for anything else it reads what was asked.
 */
export function readAhead(store: Log): Log {
  let next: Asked | null = null
  return {
    readAll: (after, limit, types) => store.readAll(after, limit, types),
    onAppended: (listener) => store.onAppended(listener),
    async readFacts(after, limit, types) {
      const ahead = next?.after === after && next.limit === limit ? next.page : null
      next = null
      const page = await (ahead ?? store.readFacts(after, limit, types))
      if (page.events.length === limit) next = { after: page.scannedTo, limit, page: quiet(store.readFacts(page.scannedTo, limit, types)) }
      return page
    },
  }
}

/** A page that nobody came to fetch must not bring the program down with its error; whoever comes still gets it. */
function quiet(page: Promise<Page<Fact>>): Promise<Page<Fact>> {
  page.catch(() => undefined)
  return page
}
