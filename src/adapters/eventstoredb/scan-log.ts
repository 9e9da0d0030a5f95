import { eventTypeFilter, START, type AllStreamSubscription, type EventStoreDBClient, type RegexFilter } from '@eventstore/db-client'
import { EventStoreUnavailable } from '../../application/ports/event-store.ts'
import { named } from './naming-errors.ts'
import { rowOf, type StoredRow } from './stored-rows.ts'

/** A follower may be behind: then a head and a scan, or an append and the look at its stream, would not be of one log. */
export const ofLeader = { requiresLeader: true } as const

/** A server that tells neither events nor how far it has looked for so long will not do it any more. */
const silentMs = 30_000

/**
 * Up to `limit` events after a position, picked by the server, until the page is full or everything up to `head` was looked at. A plain read
 * of $all takes no filter in this client, so each page is a subscription that ends where it has caught up.
 */
export async function scanLog(
  client: EventStoreDBClient,
  {
    after,
    head,
    limit,
    types,
  }: { readonly after: bigint; readonly head: bigint; readonly limit: number; readonly types?: readonly string[] },
): Promise<readonly StoredRow[]> {
  const alive = deadline()
  const fromPosition = after === 0n ? START : { commit: after, prepare: after }
  const subscription = client.subscribeToAll({ ...ofLeader, fromPosition, filter: filterOf(types, alive.renew) })
  try {
    return await Promise.race([page(subscription, head, limit, alive.renew), alive.passed])
  } catch (error) {
    throw named(error)
  } finally {
    alive.end()
    // What cannot be left was never entered: its error is the one above.
    await subscription.unsubscribe().catch(() => undefined)
  }
}

/** Types that begin with a dollar sign are the server's own: metadata, links, statistics. */
export const filterOf = (types: readonly string[] | undefined, checkpointReached: () => void): RegexFilter =>
  eventTypeFilter({
    regex: types === undefined ? '^[^$]' : `^(?:${types.map((type) => type.replaceAll(/[^A-Za-z0-9]/g, '\\$&')).join('|')})$`,
    checkpointInterval: 1,
    checkpointReached,
  })

/** The listener only puts aside what comes, in one turn: nothing overlaps, and what is done with a page is done page by page. */
function page(subscription: AllStreamSubscription, head: bigint, limit: number, renew: () => void): Promise<readonly StoredRow[]> {
  return new Promise((resolve, reject) => {
    const rows: StoredRow[] = []
    subscription.on('error', reject)
    subscription.on('close', () => reject(new EventStoreUnavailable('EventStoreDB ended a read')))
    // Events that came before this word are still on their way through the stream in this turn.
    subscription.on('caughtUp', () => setImmediate(resolve, rows))
    subscription.on('data', ({ event }) => {
      renew()
      // A link whose event was scavenged has none.
      if (event === undefined || rows.length === limit) return
      const row = rowOf(event)
      rows.push(row)
      if (rows.length === limit || row.position >= head) resolve(rows)
    })
  })
}

function deadline(): { readonly passed: Promise<never>; renew(): void; end(): void } {
  let fail: (error: Error) => void = () => undefined
  const passed = new Promise<never>((_resolve, reject) => (fail = reject))
  const timer = setTimeout(() => fail(new EventStoreUnavailable('EventStoreDB fell silent in a read')), silentMs)
  return { passed, renew: () => void timer.refresh(), end: () => clearTimeout(timer) }
}
