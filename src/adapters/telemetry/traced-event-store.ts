import { SpanKind, trace } from '@opentelemetry/api'
import type { EventStore, NewEvent } from '../../application/ports/event-store.ts'
import { traceparentOf, type Spans } from './spans.ts'

/** What makes a task for a worker. */
const asksForWork: readonly string[] = ['InpaintRequested', 'GenerationRequested', 'CancellationRequested']

/**
 * The log, its appends told of. Each event takes the place along at which it was appended, in its metadata: whoever acts on it, in whatever
 * process and after whatever restart, goes on from there.
 */
export function tracedEventStore(store: EventStore, { part }: Spans): EventStore {
  return {
    ...store,
    append: (stream, after, events) => {
      const asks = events.some(({ type }) => asksForWork.includes(type))
      return part(
        asks ? 'send jobs' : 'append',
        { kind: asks ? SpanKind.PRODUCER : SpanKind.CLIENT, attributes: about(stream, events) },
        (span) => {
          const spanContext = span.spanContext()
          return trace.isSpanContextValid(spanContext)
            ? store
                .append(
                  stream,
                  after,
                  events.map((event) => withTraceparent(event, traceparentOf(spanContext))),
                )
                .then((answer) => {
                  span.setAttribute('studio.outcome', answer.outcome)
                  return answer
                })
            : store.append(stream, after, events)
        },
      )
    },
  }
}

const withTraceparent = <Event extends NewEvent>(event: Event, traceparent: string): Event => ({
  ...event,
  meta: { ...event.meta, traceparent },
})

function about(stream: string, events: readonly NewEvent[]) {
  const [, category = 'none', id = ''] = /^([A-Za-z]+)-([0-9a-f-]{36})$/.exec(stream) ?? []
  return {
    'studio.stream': category,
    'studio.events': events.map(({ type }) => type),
    ...(category.endsWith('Job') ? { 'studio.job_id': id } : {}),
  }
}
