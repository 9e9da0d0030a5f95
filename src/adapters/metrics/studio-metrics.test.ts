import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { blobStorageContract } from '../../application/ports/blob-storage.contract.ts'
import type { NewEvent } from '../../application/ports/event-store.ts'
import type { BackendReport } from '../../application/ports/image-engine.ts'
import { memoryBlobStorage } from '../memory/memory-blob-storage.ts'
import { memoryEventStore } from '../memory/memory-event-store.ts'
import { memoryTaskQueue } from '../memory/memory-task-queue.ts'
import { silentLog } from '../memory/test-world.ts'
import { wordImageCodec } from '../memory/word-image-codec.ts'
import type { FigureSources } from './live-figures.ts'
import { studioMetrics, type StudioMetrics } from './studio-metrics.ts'

const jobId = '7b0e6f5c-3c1d-4c8e-9d55-000000000001'
const time = { nowMs: Date.parse('2030-01-01T00:00:00.000Z') }
const clock = { now: () => time.nowMs }

const sources = (change: Partial<FigureSources> = {}): FigureSources => ({
  queries: {
    jobs: {
      line: () =>
        Promise.resolve({
          inState: { queued: 3, dispatching: 0, running: 2, cancelling: 0 },
          oldestQueuedAt: new Date(time.nowMs - 90_000).toISOString(),
        }),
      quarantined: () => Promise.resolve(6),
    },
    views: {
      groups: () => Promise.resolve([{ group: 'views', position: 1n, lag: 2n, status: 'running', error: null, parked: 1 }]),
    },
  },
  eventStore: { readAll: () => Promise.resolve({ events: [], scannedTo: 0n }) },
  imageEngine: { report: () => Promise.resolve({ engine: 'comfyui', capabilities: {} as never, backends: [pod('a', 4), pod('b', null)] }) },
  clock,
  ...change,
})

const pod = (backendId: string, queued: number | null): BackendReport => ({
  backendId,
  reachable: queued !== null,
  version: null,
  workflows: [],
  missing: [],
  problems: [],
  queued,
  circuit: queued === null ? 'open' : 'closed',
})

let metrics: StudioMetrics
beforeEach(() => {
  metrics = studioMetrics({ version: '1.2.3' })
  time.nowMs = Date.parse('2030-01-01T00:00:00.000Z')
})

/** The value of one line of the page; `null` where there is none. */
async function figure(line: string, from = sources()): Promise<number | null> {
  const { text } = await metrics.page(from)
  const found = text.split('\n').find((one) => one.startsWith(`${line} `))
  return found === undefined ? null : Number(found.slice(line.length + 1))
}

describe('the metrics of jobs', () => {
  it('given no job yet, then the ends that operators are called for stand at 0: growth from nothing is none to Prometheus', async () => {
    expect(await figure('studio_jobs_finished_total{outcome="failed",code="quarantined"}')).toBe(0)
    expect(await figure('studio_jobs_finished_total{outcome="completed",code="none"}')).toBe(0)
  })

  it('given a job that ended, then what became of it is counted, and its times by the clock of the store', async () => {
    const store = metrics.eventStore(memoryEventStore(clock), silentLog)
    const stream = `editJob-${jobId}`
    await store.append(stream, 'no-stream', [event('InpaintRequested', {})])
    time.nowMs += 3_000
    await store.append(stream, 0n, [event('SubmissionStarted', { attempt: 1, backendId: 'a' })])
    time.nowMs += 40_000
    await store.append(stream, 1n, [event('AttemptFailed', { class: 'lost' }), event('JobFailed', { code: 'engine-lost' })])
    await new Promise(setImmediate)
    expect(await figure('studio_jobs_accepted_total{kind="edit"}')).toBe(1)
    expect(await figure('studio_jobs_finished_total{outcome="failed",code="engine-lost"}')).toBe(1)
    expect(await figure('studio_attempts_total{reason="lost"}')).toBe(1)
    expect(await figure('studio_job_queue_wait_seconds_sum{kind="edit"}')).toBe(3)
    expect(await figure('studio_job_run_seconds_sum{kind="edit"}')).toBe(40)
    expect(await figure('studio_job_total_seconds_sum{kind="edit",outcome="failed"}')).toBe(43)
    expect(await figure('studio_event_append_seconds_count{result="stored"}')).toBe(3)
  })

  it('given a picture at the second attempt, then the time of that run is counted for its pod alone', async () => {
    const store = metrics.eventStore(memoryEventStore(clock), silentLog)
    const stream = `generationJob-${jobId}`
    const started = (backendId: string) => event('SubmissionStarted', { backendId })
    await store.append(stream, 'no-stream', [event('GenerationRequested', {}), started('a'), event('AttemptFailed', { class: 'lost' })])
    time.nowMs += 9_000
    await store.append(stream, 2n, [started('b')])
    time.nowMs += 12_000
    await store.append(stream, 3n, [event('OutputReceived', {})])
    time.nowMs += 5_000
    await store.append(stream, 4n, [event('JobCompleted', {})])
    await new Promise(setImmediate)
    expect(await figure('studio_pod_job_seconds_sum{pod="b"}')).toBe(12)
    expect(await figure('studio_pod_job_seconds_count{pod="a"}')).toBeNull()
  })

  it('given an append that comes too late, then only the conflict is counted', async () => {
    const store = metrics.eventStore(memoryEventStore(clock), silentLog)
    await store.append('generationJob-x', 'no-stream', [event('GenerationRequested', {})])
    await store.append('generationJob-x', 'no-stream', [event('GenerationRequested', {})])
    expect(await figure('studio_append_conflicts_total')).toBe(1)
    expect(await figure('studio_jobs_accepted_total{kind="generation"}')).toBe(1)
  })

  it('given a claim that ran out, then the lost lease and the refused answers are counted', async () => {
    const queue = metrics.taskQueue(memoryTaskQueue(clock))
    await queue.enqueue([{ taskId: 't', kind: 'run', jobId, ownerId: 'o', jobKind: 'edit' }])
    const first = await queue.claim('one', 1_000)
    if (first === null) throw new Error('nothing to claim')
    time.nowMs += 2_000
    await queue.claim('two', 1_000)
    expect([await queue.heartbeat(first, 1_000), await queue.complete(first), await queue.release(first)]).toEqual([false, false, false])
    expect(await figure('studio_leases_lost_total')).toBe(1)
    expect(await figure('studio_fenced_writes_total')).toBe(2)
  })
})

describe('the metrics of blobs', () => {
  it('count calls, bytes, and what was missing or broke', async () => {
    const store = metrics.blobStorage(memoryBlobStorage(), 'fs')
    const { sha256 } = await store.put('image', new Uint8Array(100))
    await store.get('image', sha256)
    await store.get('image', 'f'.repeat(64))
    const broken = metrics.blobStorage({ ...memoryBlobStorage(), check: () => Promise.reject(new Error('full')) }, 'fs')
    await expect(broken.check()).rejects.toThrow('full')
    expect(await figure('studio_blob_bytes_total{op="put",backend="fs"}')).toBe(100)
    expect(await figure('studio_blob_bytes_total{op="get",backend="fs"}')).toBe(100)
    expect(await figure('studio_blob_operation_seconds_count{op="get",backend="fs",result="missing"}')).toBe(1)
    expect(await figure('studio_blob_operation_seconds_count{op="check",backend="fs",result="error"}')).toBe(1)
  })
})

describe('the metrics of pictures', () => {
  it('count the work on them, and what broke', async () => {
    const codec = metrics.imageCodec({ ...wordImageCodec(), areaOf: () => Promise.reject(new Error('no memory')) })
    await codec.normaliseUpload(new TextEncoder().encode('picture 300x500 mine'))
    await expect(codec.areaOf(new Uint8Array(), 1)).rejects.toThrow('no memory')
    expect(await figure('studio_image_decode_seconds_count{op="normaliseUpload",result="ok"}')).toBe(1)
    expect(await figure('studio_image_decode_seconds_count{op="areaOf",result="error"}')).toBe(1)
  })
})

describe('the metrics of the door', () => {
  const answered = { method: 'POST', route: '/image/edit/inpaint', status: 422, durationMs: 5, problem: null, isReplay: false }

  it.each([
    ['mask-empty', 'image_rejected_total{code="mask-empty"}'],
    ['upload-not-an-image', 'image_rejected_total{code="upload-not-an-image"}'],
    ['too-many-requests', 'rate_limited_total{policy="too-many-requests"}'],
    ['queue-full', 'rate_limited_total{policy="queue-full"}'],
    ['wrong-credentials', 'auth_failures_total{reason="wrong-credentials"}'],
    ['csrf-refused', 'auth_failures_total{reason="csrf-refused"}'],
  ])('given %s, then it is counted as %s and as nothing else', async (problem, name) => {
    metrics.answered({ ...answered, problem })
    expect(await figure(`studio_${name}`)).toBe(1)
    const { text } = await metrics.page(sources())
    expect(text.match(/^studio_(image_rejected|rate_limited|auth_failures)_total\{/gm)).toHaveLength(1)
  })

  it('given an answer that was given before, and one that is not found, then only the replay is counted', async () => {
    metrics.answered({ ...answered, status: 201, isReplay: true })
    metrics.answered({ ...answered, status: 404, problem: 'not-found' })
    expect(await figure('studio_idempotent_replays_total')).toBe(1)
    expect((await metrics.page(sources())).text).not.toMatch(/^studio_(image_rejected|rate_limited|auth_failures)_total\{/m)
  })

  it('given event streams, then those that are open are told, and those that were dropped', async () => {
    const [first] = [metrics.streamBegun(), metrics.streamBegun()]
    first.dropped()
    first.ended()
    expect(await figure('studio_sse_connections')).toBe(1)
    expect(await figure('studio_sse_dropped_total')).toBe(1)
  })
})

describe('the figures of the installation', () => {
  it('are asked for when the page is read', async () => {
    const late = { events: [{ recordedAt: new Date(time.nowMs - 7_000).toISOString() } as never], scannedTo: 2n }
    const from = sources({ eventStore: { readAll: () => Promise.resolve(late) } })
    expect(await figure('studio_jobs_in_state{state="queued"}', from)).toBe(3)
    expect(await figure('studio_oldest_queued_age_seconds', from)).toBe(90)
    expect(await figure('studio_quarantined_jobs', from)).toBe(6)
    expect(await figure('studio_projection_lag_events{projection="views"}', from)).toBe(2)
    expect(await figure('studio_projection_lag_seconds{projection="views"}', from)).toBe(7)
    expect(await figure('studio_projection_parked_events{projection="views"}', from)).toBe(1)
    expect(await figure('studio_pod_up{pod="a"}', from)).toBe(1)
    expect(await figure('studio_pod_queue_depth{pod="a"}', from)).toBe(4)
    expect(await figure('studio_pod_up{pod="b"}', from)).toBe(0)
    expect(await figure('studio_pod_queue_depth{pod="b"}', from)).toBeNull()
    expect(await figure('studio_pod_breaker_state{pod="a"}', from)).toBe(0)
    expect(await figure('studio_pod_breaker_state{pod="b"}', from)).toBe(2)
  })

  it('tell the room on the volume of the pictures, and nothing of a bucket', async () => {
    expect(await figure('studio_blob_free_bytes{backend="fs"}', sources({ disk: () => Promise.resolve({ freeBytes: 12_345 }) }))).toBe(
      12_345,
    )
    expect(await figure('studio_blob_free_bytes{backend="fs"}', sources({ disk: () => Promise.reject(new Error('unmounted')) }))).toBeNull()
    expect(await figure('studio_figures_unavailable{source="disk"}')).toBe(0)
  })

  it('tell how old the newest backup is, and nothing before the first', async () => {
    const at = new Date(time.nowMs - 3_600_000).toISOString()
    expect(await figure('studio_backup_age_seconds', sources({ lastBackupAt: () => Promise.resolve(at) }))).toBe(3_600)
    expect(await figure('studio_backup_age_seconds', sources({ lastBackupAt: () => Promise.resolve(null) }))).toBeNull()
    expect(await figure('studio_backup_age_seconds', sources({ lastBackupAt: () => Promise.reject(new Error('down')) }))).toBeNull()
  })

  it('tell which part waits for a newer version of the program', async () => {
    const from = sources({ newerEvents: { standing: () => ['views'] } })
    expect(await figure('studio_waits_for_newer{part="views"}', from)).toBe(1)
    expect(await figure('studio_waits_for_newer{part="views"}')).toBeNull()
  })

  it('given a source that is away, then its figures are absent and said to be, and the others are there', async () => {
    await metrics.page(sources())
    const away = sources({ imageEngine: { report: () => Promise.reject(new Error('down')) } })
    expect(await figure('studio_pod_up{pod="a"}', away)).toBeNull()
    expect(await figure('studio_figures_unavailable{source="pods"}', away)).toBe(1)
    expect(await figure('studio_jobs_in_state{state="queued"}', away)).toBe(3)
    const down = () => Promise.reject(new Error('down'))
    const lineless = sources({ queries: { ...sources().queries, jobs: { line: down, quarantined: () => Promise.resolve(6) } } })
    expect(await figure('studio_oldest_queued_age_seconds', lineless)).toBeNull()
    expect(await figure('studio_quarantined_jobs', lineless)).toBeNull()
  })
})

describe('the page', () => {
  it('has our prefix, a help for every name, base units, counters that end in _total, and no id as a label', async () => {
    const { text } = await metrics.page(sources())
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({ name, type }))
    const helps = new Set([...text.matchAll(/^# HELP (\S+) \S/gm)].map(([, name]) => name))
    expect(types.length).toBeGreaterThan(30)
    for (const { name, type } of types) {
      expect(name).toMatch(/^studio_[a-z0-9_]+$/)
      expect(helps.has(name)).toBe(true)
      expect(name).not.toMatch(/_(ms|milliseconds|mb|percent)(_|$)/)
      if (type === 'counter') expect(name).toMatch(/_total$/)
    }
    const labels = new Set([...text.matchAll(/[{,]([a-z_]+)="/g)].map(([, label]) => label))
    expect([...labels].filter((label) => /user|owner|job|image|asset|id$/.test(label ?? ''))).toEqual([])
    expect(text).toContain('studio_build_info{version="1.2.3"} 1')
  })
})

const event = (type: string, data: object): NewEvent => ({
  type,
  data,
  eventId: `event-${(eventNumber += 1)}`,
  meta: { correlationId: jobId, causationId: jobId, actor: { kind: 'system', id: 'test' } },
})
let eventNumber = 0
afterEach(() => void (eventNumber = 0))

blobStorageContract('the measured storage', () => Promise.resolve(studioMetrics({ version: '0' }).blobStorage(memoryBlobStorage(), 'fs')))
