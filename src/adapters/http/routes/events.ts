import { eventsQuery, streamedEvent } from '../contract/job.ts'
import { credentialOf } from '../authentication.ts'
import { changeFeed } from '../change-feed.ts'
import { credentialWatch } from '../credential-watch.ts'
import { streamEvents, type StreamHouse } from '../event-stream.ts'
import { openStreams } from '../open-streams.ts'
import type { Door, Route } from '../route.ts'
import { refuse, route } from '../route.ts'

export const eventRoutes = (door: Door): readonly Route[] => [
  events(door, { streams: openStreams(door.stop), changes: changeFeed(door.queries.views), credentials: credentialWatch(door) }),
]

const events = (door: Door, house: StreamHouse): Route =>
  route({
    method: 'get',
    path: '/api/v1/events',
    access: 'read',
    rate: 'read',
    tag: 'Events',
    summary: 'Server-sent events of one’s own jobs and pictures; `Last-Event-ID` resumes',
    query: eventsQuery,
    answers: { 200: { what: 'Frames `event: job` and `event: image`', mime: 'text/event-stream', schema: streamedEvent } },
    handle: async ({ caller, query, request }) => {
      const credential = credentialOf(request, door.config.publicUrl())
      if (credential === null) return refuse({ type: 'sign-in-needed' })
      if (query.job !== undefined) {
        const job = await door.useCases.findJob({ jobId: query.job }, caller)
        if (!job.ok) return refuse(job.rejection)
      }
      const last = request.get('last-event-id') ?? query.lastEventId ?? ''
      const after = startOf(last, await door.queries.views.position())
      const listening = { door, caller, credential, after, jobId: query.job ?? null, house }
      return { kind: 'stream', start: (response) => streamEvents(listening, response) }
    },
  })

/** Behind what was seen last. A position that is still to come is of a log that was restored since: who waited for it would hear of nothing. */
const startOf = (lastSeen: string, now: bigint): bigint => (/^\d{1,18}$/.test(lastSeen) && BigInt(lastSeen) < now ? BigInt(lastSeen) : now)
