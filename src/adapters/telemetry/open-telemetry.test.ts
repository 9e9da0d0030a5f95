import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node'
import type { ClaimedTask } from '../../application/ports/task-queue.ts'
import type { UseCases } from '../../application/use-cases.ts'
import { memoryBlobStorage } from '../memory/memory-blob-storage.ts'
import { memoryEventStore } from '../memory/memory-event-store.ts'
import { telemetryTo } from './open-telemetry.ts'
import { noTelemetry, type Telemetry } from './telemetry.ts'

const jobId = '7b0e6f5c-3c1d-4c8e-9d55-000000000001'
const clientSpan = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }
const traceparent = `00-${clientSpan.traceId}-${clientSpan.spanId}-01`
const meta = { correlationId: jobId, causationId: 'command', actor: { kind: 'user', id: 'u' } } as const
const asked = { type: 'GenerationRequested', data: { prompt: 'canary' }, eventId: `${jobId.slice(0, -1)}2`, meta }
const taskOf = (extra: Partial<ClaimedTask> = {}): ClaimedTask => ({
  taskId: 't',
  kind: 'run',
  jobId,
  jobKind: 'generation',
  ownerId: 'o',
  epoch: 1n,
  claimedAt: '2030-01-01T00:00:00.000Z',
  expiries: 0,
  ...extra,
})

const spans: ReadableSpan[] = []
const warnings: string[] = []
let telemetry: Telemetry
const open = (answer: 'taken' | 'lost'): Telemetry =>
  telemetryTo(
    {
      export(sent, done) {
        if (answer === 'taken') spans.push(...sent)
        done(answer === 'taken' ? { code: 0 } : { code: 1, error: new Error('connect ECONNREFUSED http://receiver.example') })
      },
      shutdown: () => Promise.resolve(),
    },
    { version: '1.2.3', role: 'all', log: { warn: (text) => void warnings.push(text) } },
  )

beforeEach(() => {
  telemetry = open('taken')
})
afterEach(async () => {
  await telemetry.close()
  spans.length = 0
  warnings.length = 0
})

/** Serves a request that does `act`, as the door would. */
const request = (act: () => Promise<unknown>, from: string | undefined = traceparent): Promise<void> =>
  new Promise((resolve, reject) => {
    telemetry.aroundRequest?.({ method: 'POST', traceparent: from }, (end) => {
      act().then(() => (end({ route: '/image/generate/studio', status: 201 }), resolve()), reject)
    })
  })

/** All that was told, once everything was sent. */
async function told() {
  await telemetry.close()
  const told = spans.map((span) => ({
    name: span.name,
    traceId: span.spanContext().traceId,
    spanId: span.spanContext().spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    links: span.links.map((link) => link.context.spanId),
    attributes: span.attributes,
    events: span.events,
    status: span.status,
  }))
  return { told, text: JSON.stringify(told) }
}

describe('telemetry', () => {
  it('given a request that starts a job, then the worker’s part lies in the trace of the client, behind the append', async () => {
    const store = telemetry.eventStore(memoryEventStore())
    const use = telemetry.useCases({
      setUpNeeded: () => store.append(`generationJob-${jobId}`, 'no-stream', [asked]).then(() => true),
    } as unknown as UseCases)
    await request(() => use.setUpNeeded())
    const [recorded] = (await store.readAll(0n, 1)).events
    const task = taskOf({ traceparent: recorded?.meta.traceparent ?? '' })
    const blobs = telemetry.blobStorage(memoryBlobStorage())
    await telemetry.aroundTask?.(task, () => blobs.put('image', Uint8Array.of(1)).then(() => ({ then: 'done' })))
    const { told: parts, text } = await told()
    expect(new Set(parts.map(({ traceId }) => traceId))).toEqual(new Set([clientSpan.traceId]))
    const parentOf = (name: string) => parts.find((span) => span.name === name)?.parentSpanId
    const idOf = (name: string) => parts.find((span) => span.name === name)?.spanId
    expect(parentOf('POST /image/generate/studio')).toBe(clientSpan.spanId)
    expect(parentOf('setUpNeeded')).toBe(idOf('POST /image/generate/studio'))
    expect(parentOf('send jobs')).toBe(idOf('setUpNeeded'))
    expect(parentOf('process jobs')).toBe(idOf('send jobs'))
    expect(parentOf('blob put')).toBe(idOf('process jobs'))
    expect(parts.find(({ name }) => name === 'process jobs')?.links).toEqual([idOf('send jobs')])
    expect(text).not.toContain('canary')
  })

  it('given a traceparent that is none, then the request begins a trace of its own', async () => {
    await request(() => Promise.resolve(), '00-zz-zz-01')
    const { told: parts } = await told()
    expect(parts[0]?.traceId).toMatch(/^(?!a{32})[0-9a-f]{32}$/)
  })

  it('given a claim that finds every engine busy, then nothing is told of it; given one that does something, then it is', async () => {
    const blobs = telemetry.blobStorage(memoryBlobStorage())
    await telemetry.aroundTask?.(taskOf({ taskId: 'idle' }), () => Promise.resolve({ then: 'later' }))
    await telemetry.aroundTask?.(taskOf(), () => blobs.get('mask', 'f'.repeat(64)).then(() => ({ then: 'later' })))
    expect((await told()).told.map(({ name }) => name).sort()).toEqual(['blob get', 'process jobs'])
  })

  it('given an error, then its name is told and its words are not', async () => {
    const broken = telemetry.blobStorage({ ...memoryBlobStorage(), check: () => Promise.reject(new RangeError('canary')) })
    await expect(telemetry.aroundTask?.(taskOf(), () => broken.check().then(() => ({ then: 'done' })))).rejects.toThrow('canary')
    const { told: parts, text } = await told()
    expect(parts.map(({ status, attributes }) => [status, attributes['error.type']])).toEqual([
      [{ code: 2 }, 'RangeError'],
      [{ code: 2 }, 'RangeError'],
    ])
    expect(text).not.toContain('canary')
  })

  it('given work of nobody in particular, then it is done and leaves no trace', async () => {
    const blobs = telemetry.blobStorage(memoryBlobStorage())
    const { sha256 } = await blobs.put('image', Uint8Array.of(7))
    expect(await blobs.get('image', sha256)).toEqual(Uint8Array.of(7))
    expect((await told()).told).toEqual([])
  })

  it('given a receiver that is away, then the work is done, and the loss is told without an address', async () => {
    await telemetry.close()
    telemetry = open('lost')
    await request(() => Promise.resolve())
    await telemetry.close()
    expect(new Set(warnings)).toEqual(new Set(['traces could not be sent to their receiver']))
  })
})

describe('no telemetry', () => {
  it('leaves every port the one it was', () => {
    const store = memoryEventStore()
    expect(noTelemetry.eventStore(store)).toBe(store)
    expect([noTelemetry.aroundRequest, noTelemetry.aroundTask]).toEqual([undefined, undefined])
  })
})
