import { context, diag, DiagLogLevel, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node'
import type { Log } from '../../application/ports/log.ts'
import { spansOf } from './spans.ts'
import type { Telemetry } from './telemetry.ts'
import { tracedEngine } from './traced-engine.ts'
import { tracedEventStore } from './traced-event-store.ts'
import { tracedBlobs, tracedCodec, tracedSigner } from './traced-pictures.ts'
import { aroundRequest, aroundTask, tracedUseCases } from './traced-work.ts'
import { tracedViews } from './traced-views.ts'

export type TelemetrySettings = {
  /** Of an OTLP/HTTP receiver, without `/v1/traces`. */
  readonly endpoint: string
  readonly version: string
  /** What this process does. */
  readonly role: string
  readonly log: Pick<Log, 'warn'>
}

/** An answer that takes longer is not waited for: traces are worth less than the program they are about. */
const exportTimeoutMs = 3_000

/** Sends spans to the receiver, in batches and behind the program's back. How many of them, the library's own OTEL_TRACES_SAMPLER says. */
export const openTelemetry = (settings: TelemetrySettings): Telemetry =>
  telemetryTo(
    new OTLPTraceExporter({ url: `${settings.endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: exportTimeoutMs }),
    settings,
  )

export function telemetryTo(exporter: SpanExporter, { version, role, log }: Omit<TelemetrySettings, 'endpoint'>): Telemetry {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'persona-studio', 'service.version': version, 'studio.role': role }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: exportTimeoutMs })],
  })
  provider.register({ propagator: null })
  // The library's own words may hold the receiver's address.
  const lost = (): void => log.warn('traces could not be sent to their receiver')
  diag.setLogger({ error: lost, warn: nothing, info: nothing, debug: nothing, verbose: nothing }, { logLevel: DiagLogLevel.ERROR })
  const spans = spansOf(provider.getTracer('persona-studio', version))
  return {
    eventStore: (store) => tracedEventStore(store, spans),
    blobStorage: (store) => tracedBlobs(store, spans),
    imageCodec: (codec) => tracedCodec(codec, spans),
    imageEngine: (engine) => tracedEngine(engine, spans),
    credentialSigner: (signer) => tracedSigner(signer, spans),
    viewStore: (views, store) => tracedViews(views, store, spans),
    useCases: (useCases) => tracedUseCases(useCases, spans),
    aroundRequest: aroundRequest(spans),
    aroundTask: aroundTask(spans),
    async close() {
      await provider.shutdown().catch(lost)
      trace.disable()
      context.disable()
      diag.disable()
    },
  }
}

const nothing = (): void => undefined
