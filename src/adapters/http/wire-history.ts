import type { ToldEvent } from '../../application/history/event-words.ts'
import type { StateAt } from '../../application/history/state-at.ts'
import type { History, HistoryEvent, StateAnswer } from './contract/audit.ts'

export const wireHistory = (events: readonly ToldEvent[]): History => ({ events: events.map(wireEvent) })

/** An event as it was stored, with its words; positions are text, because they outgrow a JSON number. */
export const wireEvent = (event: ToldEvent): HistoryEvent => ({
  eventId: event.eventId,
  stream: event.stream,
  type: event.type,
  revision: Number(event.revision),
  position: String(event.position),
  recordedAt: event.recordedAt,
  title: event.words.title,
  text: event.words.text,
  group: event.group,
  actor: { ...event.meta.actor, name: event.actorName },
  correlationId: event.meta.correlationId,
  causationId: event.meta.causationId,
  data: { ...event.data },
})

export const wireState = (id: string, { stream, status, state, last }: StateAt): StateAnswer => ({
  id,
  stream,
  status,
  event: last === null ? null : { position: String(last.position), revision: Number(last.revision), recordedAt: last.recordedAt },
  state: { ...state },
})
