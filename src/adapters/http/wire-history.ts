import type { Recorded } from '../../application/ports/event-store.ts'
import type { History } from './contract/job.ts'

/** Events as they were stored; positions are text, because they outgrow a JSON number. */
export const wireHistory = (events: readonly Recorded[]): History => ({
  events: events.map((event) => ({
    eventId: event.eventId,
    type: event.type,
    revision: Number(event.revision),
    position: String(event.position),
    recordedAt: event.recordedAt,
    actor: event.meta.actor,
    correlationId: event.meta.correlationId,
    causationId: event.meta.causationId,
    data: { ...event.data },
  })),
})
