import {
  context,
  createContextKey,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  type Tracer,
} from '@opentelemetry/api'

export type PartOptions = { readonly kind?: SpanKind; readonly attributes?: Attributes }
export type WholeOptions = PartOptions & { readonly parent: Context; readonly links?: Link[] }

export type Spans = {
  /** A step of what is going on. Outside of anything it is done and leaves no trace: the trash is emptied for nobody in particular. */
  part<Value>(name: string, options: PartOptions, act: (span: Span) => Promise<Value>): Promise<Value>
  /** Something that others are parts of. Where `worthTelling` says no once it has ended, it leaves no trace. */
  whole<Value>(
    name: string,
    options: WholeOptions,
    act: (span: Span) => Promise<Value>,
    worthTelling?: (answer: Value, parts: number) => boolean,
  ): Promise<Value>
  readonly tracer: Tracer
}

type Count = { parts: number }
const countKey = createContextKey('parts that were told of')

export function spansOf(tracer: Tracer): Spans {
  return {
    tracer,
    async part(name, { kind = SpanKind.INTERNAL, attributes = {} }, act) {
      const around = context.active()
      if (trace.getSpan(around) === undefined) return act(trace.wrapSpanContext(nowhere))
      const count = around.getValue(countKey) as Count | undefined
      if (count !== undefined) count.parts += 1
      const span = tracer.startSpan(name, { kind, attributes }, around)
      return told(span, () => context.with(trace.setSpan(around, span), () => act(span))).finally(() => span.end())
    },
    async whole(name, { parent, links = [], kind = SpanKind.INTERNAL, attributes = {} }, act, worthTelling = always) {
      const count: Count = { parts: 0 }
      const span = tracer.startSpan(name, { kind, attributes, links }, parent)
      const inside = trace.setSpan(parent, span).setValue(countKey, count)
      const answer = await told(span, () => context.with(inside, () => act(span))).catch((error: unknown) => {
        span.end()
        throw error
      })
      // A span that is never ended is never sent.
      if (worthTelling(answer, count.parts)) span.end()
      return answer
    },
  }
}

const always = (): boolean => true
const nowhere: SpanContext = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 }

/** An error is told by its name: its message may quote what a person typed. */
async function told<Value>(span: Span, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR })
    span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
    throw error
  }
}

/** As W3C Trace Context writes it. */
export const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`

/** `null` for what is none: it comes from clients, and from old events. */
export function spanContextOf(traceparent: string | undefined): SpanContext | null {
  const [, traceId = '', spanId = '', flags = ''] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? []
  const found = { traceId, spanId, traceFlags: Number.parseInt(flags || '0', 16), isRemote: true }
  return isSpanContextValid(found) ? found : null
}

/** Where a new span goes that continues what another process, or an earlier one, has begun. */
export function contextAfter(traceparent: string | undefined): Context {
  const found = spanContextOf(traceparent)
  return found === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, found)
}
