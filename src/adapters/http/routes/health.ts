import type { LeftToNewer, NewerEvents } from '../../../application/ports/newer-events.ts'
import type { Door, Reply, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { health } from '../contract/health.ts'

const about = { method: 'get', access: 'open', rate: 'file', tag: 'Health' } as const

/** What health is told by. */
export type Watched = Pick<Door, 'version' | 'stop'> & {
  readonly queries: Pick<Door['queries'], 'views'>
  /** Whether this process is of no use while the views stand still: a worker drives jobs all the same. Default true. */
  readonly needsViews?: boolean
  readonly newerEvents?: Pick<NewerEvents, 'standing'>
}

/** For those who run the program, as addresses of the API. */
export const healthRoutes = (door: Door): readonly Route[] => {
  const answers = healthAnswers(door)
  const summaries = { live: 'The process answers', ready: 'Requests can be served now', startup: 'The program has started' } as const
  return (['live', 'ready', 'startup'] as const).map((what) =>
    route({
      ...about,
      path: `/health/${what}`,
      summary: summaries[what],
      answers: { 200: { what: what === 'live' ? 'Alive' : 'Yes', schema: health } },
      handle: answers[what],
    }),
  )
}

/**
 * `live` asks nothing of anybody: a database that is down must not restart a healthy fleet. `ready` also says no while the views stand
 * still, or this process cannot move them because it is of an older version: nobody would ever see a job end, and only the log would tell.
 */
export function healthAnswers({ version, stop, queries: { views }, needsViews = true, newerEvents }: Watched) {
  const asked = async (needsMoving: boolean): Promise<Reply> => {
    const standing = newerEvents?.standing() ?? []
    if (stop?.aborted === true) return refuse({ type: 'database-unavailable' })
    if (needsMoving && (standing.some(holdsUpEverybody) || (await views.isFaulted()))) return refuse({ type: 'database-unavailable' })
    const waits = standing.length === 0 ? {} : { waitsForNewer: [...standing] }
    return json(200, { status: 'ok', version, views: await viewGroups(views), ...waits })
  }
  return {
    live: (): Promise<Reply> => Promise.resolve(json(200, { status: 'ok', version })),
    ready: () => asked(needsViews),
    startup: () => asked(false),
  }
}

/** Newer workers do what is left to them; what stands behind any other subscription comes to nobody's eyes. */
const holdsUpEverybody = (part: string): boolean => !leftToNewer.some((left) => left === part)

const leftToNewer: readonly LeftToNewer[] = ['jobs', 'process:erasures']

/** Why a group stands still is in the log: this address is open to everybody. */
export async function viewGroups(views: Watched['queries']['views']) {
  const groups = await views.groups()
  return groups.map(({ group, status, lag, parked }) => ({ group, status, lag: String(lag), parked }))
}
