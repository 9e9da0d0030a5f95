import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { AroundTask } from '../../application/processes/drive.ts'
import type { UseCases } from '../../application/use-cases.ts'
import { contextAfter, spanContextOf, type Spans } from './spans.ts'
import type { AroundRequest } from './telemetry.ts'

/** Goes on where the client says it is; the answer's pattern and status are told once it has ended. */
export function aroundRequest({ tracer }: Spans): AroundRequest {
  return ({ method, traceparent }, proceed) => {
    const parent = contextAfter(traceparent)
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } }, parent)
    context.with(trace.setSpan(parent, span), () =>
      proceed(({ route, status }) => {
        span.updateName(`${method} ${route}`)
        span.setAttributes({ 'http.route': route, 'http.response.status_code': status })
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
      }),
    )
  }
}

/** A claim, in the trace of the request that the job came with. One that only finds every engine busy is not told of. */
export function aroundTask({ whole }: Spans): AroundTask {
  return (task, work) => {
    const sent = spanContextOf(task.traceparent)
    const attributes = {
      'messaging.system': 'studio',
      'messaging.destination.name': 'jobs',
      'messaging.operation.type': 'process',
      'studio.job_id': task.jobId,
      'studio.kind': task.jobKind,
      'studio.task': task.kind,
      'studio.claim': Number(task.epoch),
    }
    const options = {
      kind: SpanKind.CONSUMER,
      attributes,
      parent: contextAfter(task.traceparent),
      links: sent === null ? [] : [{ context: sent }],
    }
    return whole(
      'process jobs',
      options,
      async (span) => {
        const outcome = await work()
        span.setAttribute('studio.outcome', outcome.then)
        return outcome
      },
      ({ then }, parts) => then === 'done' || parts > 0,
    )
  }
}

/** Every verb under its own name, with what was answered: a refusal's code and nothing of the request. */
export function tracedUseCases(useCases: UseCases, { part }: Spans): UseCases {
  const verbs = Object.entries(useCases) as [string, (...asked: unknown[]) => Promise<unknown>][]
  const traced = verbs.map(([verb, act]) => [
    verb,
    (...asked: unknown[]) =>
      part(verb, {}, async (span) => {
        const answer = await act(...asked)
        const outcome = outcomeOf(answer)
        if (outcome !== null) span.setAttribute('studio.outcome', outcome)
        return answer
      }),
  ])
  return Object.fromEntries(traced) as UseCases
}

function outcomeOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return null
  if (answer.ok === true) return 'ok'
  const refusal = 'rejection' in answer ? answer.rejection : null
  return typeof refusal === 'object' && refusal !== null && 'type' in refusal && typeof refusal.type === 'string' ? refusal.type : 'refused'
}
