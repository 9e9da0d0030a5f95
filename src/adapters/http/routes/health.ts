import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { health } from '../contract/health.ts'

const about = { method: 'get', access: 'open', rate: 'file', tag: 'Health' } as const

/**
 * For those who run the program. `live` asks nothing of anybody: a database that is down must not restart a healthy fleet. `ready` also
 * says no while the views stand still: nobody would ever see a job end, and only the log would tell.
 */
export const healthRoutes = (door: Door): readonly Route[] => [
  route({
    ...about,
    path: '/health/live',
    summary: 'The process answers',
    answers: { 200: { what: 'Alive', schema: health } },
    handle: () => Promise.resolve(json(200, { status: 'ok', version: door.version })),
  }),
  ...(['ready', 'startup'] as const).map((what) =>
    route({
      ...about,
      path: `/health/${what}`,
      summary: what === 'ready' ? 'Requests can be served now' : 'The program has started',
      answers: { 200: { what: 'Yes', schema: health } },
      handle: async () => {
        if (door.stop?.aborted === true) return refuse({ type: 'database-unavailable' })
        const isFaulted = await door.queries.views.isFaulted()
        if (what === 'ready' && isFaulted) return refuse({ type: 'database-unavailable' })
        return json(200, { status: 'ok', version: door.version, views: await viewGroups(door) })
      },
    }),
  ),
]

/** Why a group stands still is in the log: this address is open to everybody. */
async function viewGroups(door: Door) {
  const groups = await door.queries.views.groups()
  return groups.map(({ group, status, lag, parked }) => ({ group, status, lag: String(lag), parked }))
}
