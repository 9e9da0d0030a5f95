import type { Recorded } from '../../application/ports/event-store.ts'
import type { ViewStore } from '../../projections/projection.ts'
import { contextAfter, spanContextOf, type Spans } from './spans.ts'

/** A page holds events of many jobs: more traces than this would be a rebuild's. */
const mostTraces = 100
/** Older events are read again by a rebuild, and their traces were told long ago. */
const freshForMs = 60_000

/** The views: each job that a page moves is told when it could be seen, in its own trace. */
export function tracedViews(views: ViewStore, { tracer }: Spans): ViewStore {
  return {
    ...views,
    async apply(group, after, page, scannedTo) {
      const startTime = Date.now()
      const answer = await views.apply(group, after, page, scannedTo)
      if (answer !== 'applied') return answer
      for (const [traceparent, events] of freshTraces(page, startTime)) {
        const attributes = { 'studio.views': group.name, 'studio.events': [...events] }
        tracer.startSpan(`project ${group.name}`, { startTime, attributes }, contextAfter(traceparent)).end()
      }
      return answer
    },
  }
}

/** The last place in each trace, with the types of its events. */
function freshTraces(page: readonly Recorded[], nowMs: number): readonly (readonly [string, readonly string[]])[] {
  const traces = new Map<string, { place: string; types: string[] }>()
  for (const { type, recordedAt, meta } of page) {
    const found = spanContextOf(meta.traceparent)
    if (found === null || meta.traceparent === undefined || nowMs - Date.parse(recordedAt) > freshForMs) continue
    const trace = traces.get(found.traceId) ?? { place: '', types: [] }
    traces.set(found.traceId, { place: meta.traceparent, types: [...trace.types, type] })
    if (traces.size >= mostTraces) break
  }
  return [...traces.values()].map(({ place, types }) => [place, types])
}
