import { context, SpanKind } from '@opentelemetry/api'
import type { ImageEngine, RunState } from '../../application/ports/image-engine.ts'
import type { Spans } from './spans.ts'

/** Since when a run is known to this process, and how often it was asked about. */
type Watched = { readonly sinceMs: number; looks: number }

/** More runs than a fleet of engines has; what lies further back was forgotten without an end. */
const mostRuns = 1_000

const ends: readonly RunState['state'][] = ['done', 'failed', 'cancelled']

/** The engines. A run is told of once, when it has ended: it is asked about every second, and a span each would bury all others. */
export function tracedEngine(engine: ImageEngine, { part, tracer }: Spans): ImageEngine {
  const runs = new Map<string, Watched>()
  const at = (backendId: string) => ({ kind: SpanKind.CLIENT, attributes: { 'studio.pod': backendId } })

  function watched(engineJobId: string): Watched {
    const known = runs.get(engineJobId)
    if (known !== undefined) return known
    const run = { sinceMs: Date.now(), looks: 0 }
    runs.set(engineJobId, run)
    const [oldest] = runs.keys()
    if (runs.size > mostRuns && oldest !== undefined) runs.delete(oldest)
    return run
  }

  function tellOfEnd(backendId: string, engineJobId: string, state: RunState['state']): void {
    const { sinceMs, looks } = watched(engineJobId)
    runs.delete(engineJobId)
    const attributes = { 'studio.pod': backendId, 'studio.outcome': state, 'studio.looks': looks }
    tracer.startSpan('engine run', { kind: SpanKind.CLIENT, startTime: sinceMs, attributes }, context.active()).end()
  }

  return {
    ...engine,
    choose: (need) => part('engine choose', { attributes: { 'studio.kind': need.kind } }, () => engine.choose(need)),
    upload: (backendId, inputs) => part('engine upload', at(backendId), () => engine.upload(backendId, inputs)),
    submit: (backendId, prepared) =>
      part('engine submit', at(backendId), async (span) => {
        const answer = await engine.submit(backendId, prepared)
        span.setAttribute('studio.outcome', answer.outcome)
        if (answer.outcome === 'accepted') watched(prepared.engineJobId)
        return answer
      }),
    async lookUp(backendId, engineJobId) {
      const run = watched(engineJobId)
      run.looks += 1
      const answer = await engine.lookUp(backendId, engineJobId)
      if (ends.includes(answer.state)) tellOfEnd(backendId, engineJobId, answer.state)
      return answer
    },
    fetchOutput: (backendId, ref, wanted) => part('engine download', at(backendId), () => engine.fetchOutput(backendId, ref, wanted)),
    cancel: (backendId, engineJobId) =>
      part('engine cancel', at(backendId), async (span) => {
        const outcome = await engine.cancel(backendId, engineJobId)
        span.setAttribute('studio.outcome', outcome)
        return outcome
      }),
    async forget(backendId, engineJobId) {
      runs.delete(engineJobId)
      await engine.forget(backendId, engineJobId)
    },
  }
}
