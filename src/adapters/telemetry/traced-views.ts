import type { EventStore, Fact, Recorded } from '../../application/ports/event-store.ts'
import type { ViewStore } from '../../projections/projection.ts'
import { contextAfter, spanContextOf, type Spans } from './spans.ts'

/** A page holds events of many jobs: more traces than this would be a rebuild's. */
const mostTraces = 100
/** Older events are read again by a rebuild, and their traces were told long ago. */
const freshForMs = 60_000

/** The views: each job that a page moves is told when it could be seen, in its own trace. Facts name no trace, so the log is asked once more. */
export function tracedViews(views: ViewStore, log: Pick<EventStore, 'readAll'>, { tracer }: Spans): ViewStore {
  return {
    ...views,
    async apply(group, after, page, scannedTo) {
      const startTime = Date.now()
      const answer = await views.apply(group, after, page, scannedTo)
      const endTime = Date.now()
      if (answer !== 'applied' || !page.some((fact) => isFresh(fact, endTime))) return answer
      const { events } = await log.readAll(after, page.length, [...new Set(page.map(({ type }) => type))]).catch(() => ({ events: [] }))
      for (const [traceparent, types] of freshTraces(events, endTime)) {
        const attributes = { 'studio.views': group.name, 'studio.events': [...types] }
        tracer.startSpan(`project ${group.name}`, { startTime, attributes }, contextAfter(traceparent)).end(endTime)
      }
      return answer
    },
  }
}

const isFresh = ({ recordedAt }: Pick<Fact, 'recordedAt'>, nowMs: number): boolean => nowMs - Date.parse(recordedAt) <= freshForMs

/** The last place in each trace, with the types of its events. */
function freshTraces(events: readonly Recorded[], nowMs: number): readonly (readonly [string, readonly string[]])[] {
  const traces = new Map<string, { place: string; types: string[] }>()
  for (const event of events) {
    const { traceparent } = event.meta
    const found = spanContextOf(traceparent)
    if (found === null || traceparent === undefined || !isFresh(event, nowMs)) continue
    const types = traces.get(found.traceId)?.types ?? []
    traces.set(found.traceId, { place: traceparent, types: [...types, event.type] })
    if (traces.size >= mostTraces) break
  }
  return [...traces.values()].map(({ place, types }) => [place, types])
}
