import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceivedSpan = {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  readonly name: string
  readonly kind: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly links: readonly string[]
  readonly failed: boolean
}

export type TestReceiver = {
  readonly url: string
  spans(): readonly ReceivedSpan[]
  /** Everything that came, as it came. */
  text(): string
  close(): Promise<void>
}

/** Takes what an OTLP/HTTP exporter sends as JSON. */
export async function startTestReceiver(): Promise<TestReceiver> {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.method === 'POST' && request.url === '/v1/traces') bodies.push(Buffer.concat(chunks).toString('utf8'))
      response.setHeader('Content-Type', 'application/json').end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => bodies.flatMap((body) => spansIn(JSON.parse(body) as Body)),
    text: () => bodies.join('\n'),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

type Attribute = { readonly key: string; readonly value: Readonly<Record<string, unknown>> }
type Sent = Omit<ReceivedSpan, 'attributes' | 'links' | 'failed'> & {
  readonly attributes?: readonly Attribute[]
  readonly links?: readonly { readonly spanId: string }[]
  readonly status?: { readonly code?: number }
}
type Body = { readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[] }[] }

const spansIn = ({ resourceSpans }: Body): readonly ReceivedSpan[] =>
  resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
    .map(({ attributes = [], links = [], status, ...span }) => ({
      ...span,
      attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
      links: links.map(({ spanId }) => spanId),
      failed: status?.code === 2,
    }))
