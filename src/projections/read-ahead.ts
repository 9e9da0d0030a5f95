import type { EventStore, Fact, Page } from '../application/ports/event-store.ts'

type Log = Pick<EventStore, 'readAll' | 'readFacts' | 'onAppended'>
type Place = { readonly after: bigint; readonly limit: number; readonly types: readonly string[] }
/** `endsAt` is null until it is known, and for the last page of the log, behind which there is nothing to read yet. */
type Asked = Place & { readonly page: Promise<Page<Fact>>; endsAt: bigint | null }

/**
 * While this program writes one down, the database reads another. More would wait opened, and what lives long costs twice: to move what had
 * outlived a collection was a quarter of this program's part of a rebuild.
 */
const mostPagesAhead = 1

/**
 * A log that reads the pages behind a full one while that is being applied: the database and this program then work at the same time. For
 * one reader who goes through it in order; asked for anything else it reads what was asked.
 */
export function readAhead(store: Log): Log {
  /** In order, each begins where the one before ends; the first is the one that the reader has asked for last. */
  let pages: Asked[] = []

  function ask({ after, limit, types }: Place): Asked {
    const ended = (position: bigint): void => {
      asked.endsAt = position
      askFurther()
    }
    const page = store.readFacts(after, limit, types, ended)
    const asked: Asked = { after, limit, types, page, endsAt: null }
    page.then(({ events, scannedTo }) => events.length === limit && ended(scannedTo), untold)
    return asked
  }

  function askFurther(): void {
    const last = pages.at(-1)
    if (last !== undefined && last.endsAt !== null && pages.length <= mostPagesAhead) pages.push(ask({ ...last, after: last.endsAt }))
  }

  return {
    readAll: (after, limit, types) => store.readAll(after, limit, types),
    onAppended: (listener) => store.onAppended(listener),
    readFacts(after, limit, types) {
      const at = pages.findIndex((asked) => asked.after === after && asked.limit === limit)
      // Asked for the same once more, whoever reads has not got it, or not used it: what is there now is read.
      const first = (at > 0 ? pages[at] : undefined) ?? ask({ after, limit, types })
      pages = [first, ...(at > 0 ? pages.slice(at + 1) : [])]
      askFurther()
      return first.page
    },
  }
}

/** A page that nobody came to fetch must not bring the program down with its error; whoever comes still gets it. */
const untold = (): void => undefined
