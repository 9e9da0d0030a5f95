import type { AuditTrail } from '../../application/ports/audit-trail.ts'
import type { EventStore } from '../../application/ports/event-store.ts'

/** Goes through the whole log: the model of the one that asks an index. */
export const memoryAuditTrail = (eventStore: EventStore): AuditTrail => ({
  async actsBefore(position, limit, { userId, from, to, correlationId, types }) {
    const { events } = await eventStore.readAll(0n, 1_000_000)
    const wanted = events.filter(
      ({ meta, recordedAt, type, position: at }) =>
        meta.actor.kind === 'user' &&
        (userId === undefined || meta.actor.id === userId) &&
        (correlationId === undefined || meta.correlationId === correlationId) &&
        (from === undefined || Date.parse(recordedAt) >= Date.parse(from)) &&
        (to === undefined || Date.parse(recordedAt) < Date.parse(to)) &&
        (types === undefined || types.includes(type)) &&
        (position === null || at < position),
    )
    return wanted.reverse().slice(0, limit)
  },
})
