import type { ViewChange, ViewsQuery } from '../../projections/queries.ts'

const pageRows = 200
/** That the views moved is only a hint, and may be lost between processes. */
const lookEveryMs = 15_000

/** A reader of one person's changes. */
export type ChangeReader = {
  readonly ownerId: string
  /** Log position after which changes are told. */
  readonly after: bigint
  /** `id` is what to resume after: the position itself only with the last of the rows that one event changed. */
  tell(change: ViewChange, id: bigint): void
  isBehind(): boolean
  /** Resolves once the reader has read what it was told, or has gone. */
  caughtUp(): Promise<void>
  /** Which changes are missing is not known: the reader comes back with its last id. */
  lost(error: unknown): void
}

/** The changes of rows, read for all readers of this process together. */
export type ChangeFeed = {
  /** Tells everything after the reader's position, then what comes. Returns what to call once the reader has gone. */
  follow(reader: ChangeReader): () => void
}

type Follower = {
  readonly reader: ChangeReader
  /** Everything up to here was told. */
  cursor: bigint
  /** Whether the shared reading tells it. Until then, and while it reads too slowly for that, it reads by itself. */
  live: boolean
  /** Whether something may have come that its own reading has not seen. */
  again: boolean
  gone: boolean
}

/**
 * One question for all readers each time that the views move, however many streams are open. A reader that resumes, or falls behind, asks
 * for itself until it has caught up; whatever the shared reading finds for it meanwhile makes it look once more before it joins.
 */
export function changeFeed(views: Views): ChangeFeed {
  const followers = new Map<string, Set<Follower>>()
  let reading: Reading | null = null

  const tellShared = ({ change, id }: Told): void => {
    for (const follower of followers.get(change.row.userId) ?? []) {
      if (!follower.live) follower.again = true
      else if (change.position > follower.cursor) tellLive(follower, change, id)
    }
  }
  const tellLive = (follower: Follower, change: ViewChange, id: bigint): void => {
    tell(follower, change, id)
    if (follower.reader.isBehind()) void catchUp(follower)
  }
  const catchUp = async (follower: Follower): Promise<void> => {
    follower.live = false
    try {
      await reading?.started
      await readAlone(views, follower)
    } catch (error) {
      follower.reader.lost(error)
    }
  }
  /** Who came while a question was on its way was not in it. */
  const askForThemselves = (asked: ReadonlySet<string>): void => {
    for (const [ownerId, own] of followers) {
      if (asked.has(ownerId)) continue
      for (const follower of own) {
        follower.again = true
        if (follower.live) void catchUp(follower)
      }
    }
  }
  const loseAll = (error: unknown): void => {
    for (const own of followers.values()) for (const { reader } of own) reader.lost(error)
  }
  /** One that could not start is given up at once: those who waited for it may take a while to go, and others come meanwhile. */
  const startReading = (): Reading => {
    const begun = sharedReading(views, { owners: () => [...followers.keys()], tell: tellShared, askForThemselves, loseAll })
    begun.started.catch(() => {
      begun.stop()
      if (reading === begun) reading = null
    })
    return begun
  }

  return {
    follow(reader) {
      const follower: Follower = { reader, cursor: reader.after, live: false, again: false, gone: false }
      const leave = entered(followers, follower)
      reading ??= startReading()
      void catchUp(follower)
      return () => {
        leave()
        if (followers.size > 0) return
        reading?.stop()
        reading = null
      }
    },
  }
}

function entered(followers: Map<string, Set<Follower>>, follower: Follower): () => void {
  const { ownerId } = follower.reader
  const own = followers.get(ownerId) ?? new Set()
  followers.set(ownerId, own.add(follower))
  return () => {
    follower.gone = true
    own.delete(follower)
    if (own.size === 0 && followers.get(ownerId) === own) followers.delete(ownerId)
  }
}

function tell(follower: Follower, change: ViewChange, id: bigint): void {
  follower.cursor = id
  follower.reader.tell(change, id)
}

/** Joins the shared reading in the very step in which nothing more is to be asked: after an await, something could have come between. */
async function readAlone(views: Views, follower: Follower): Promise<void> {
  const { reader } = follower
  do {
    follower.again = false
    await reader.caughtUp()
    const { told, more } = await pageAfter(views, [reader.ownerId], follower.cursor)
    for (const { change, id } of told) {
      if (follower.gone) return
      tell(follower, change, id)
      await reader.caughtUp()
    }
    follower.again ||= more
  } while (follower.again && !follower.gone)
  follower.live = true
}

type Reading = { readonly started: Promise<void>; stop(): void }

type Readers = {
  owners(): readonly string[]
  tell(told: Told): void
  askForThemselves(asked: ReadonlySet<string>): void
  loseAll(error: unknown): void
}

/** From where the views stand now; what lies before is for each reader to ask. One question at a time; a hint meanwhile makes one more. */
function sharedReading(views: Views, readers: Readers): Reading {
  let position = 0n
  let [running, again, stopped] = [true, false, false]
  const started = views.position().then((now) => {
    position = now
    running = false
  })
  const look = async (): Promise<void> => {
    again = true
    if (running) return
    running = true
    try {
      while (again && !stopped) {
        again = false
        const owners = readers.owners()
        const page = await pageAfter(views, owners, position)
        if (stopped) return
        for (const told of page.told) readers.tell(told)
        readers.askForThemselves(new Set(owners))
        position = page.next
        again ||= page.more
      }
    } catch (error) {
      readers.loseAll(error)
    } finally {
      running = false
    }
  }
  // A failed start is told to each reader that waits for it.
  started.then(() => (again ? look() : undefined)).catch(() => undefined)
  const unsubscribe = views.onMoved(() => void look())
  const timer = setInterval(() => void look(), lookEveryMs)
  return {
    started,
    stop: () => {
      stopped = true
      unsubscribe()
      clearInterval(timer)
    },
  }
}

type Views = Pick<ViewsQuery, 'position' | 'changesAfter' | 'onMoved'>

type Told = { readonly change: ViewChange; readonly id: bigint }

/**
 * Rows that one event changed share a position. A full page may end between them, so its last position is read again; and only the last
 * of them carries the position itself, so that nobody resumes past one it has not seen.
 */
async function pageAfter(views: Views, ownerIds: readonly string[], cursor: bigint) {
  const rows = await views.changesAfter(ownerIds, cursor, pageRows)
  const last = rows.at(-1)?.position ?? cursor
  const more = rows.length === pageRows
  const whole = more ? rows.filter((row) => row.position < last) : rows
  const kept = whole.length > 0 ? whole : rows
  const told: readonly Told[] = kept.map((change, index) => ({
    change,
    id: kept[index + 1]?.position === change.position ? change.position - 1n : change.position,
  }))
  return { told, next: kept.at(-1)?.position ?? cursor, more }
}
