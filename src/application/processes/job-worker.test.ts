import { describe, expect, it } from '@jest/globals'
import { contextOf } from '../../adapters/memory/test-world.ts'
import { clocks, mara, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import type { ImageAssetCreated } from '../../domain/image-asset/image-asset-events.ts'
import { StorageUnavailable } from '../ports/blob-storage.ts'
import { EventStoreUnavailable } from '../ports/event-store.ts'
import { EngineUnreachable } from '../ports/image-engine.ts'
import { alarm } from './alarm.ts'
import { driveJob } from './drive-job.ts'

type Workshop = ReturnType<typeof testWorkshop>

const dataOf = async (shop: Workshop, type: string): Promise<readonly object[]> =>
  (await shop.events()).filter((event) => event.type === type).map(({ data }) => data)

const happyEnd = ['InputsUploaded', 'SubmissionStarted', 'WorkflowQueued', 'OutputReceived', 'OutputPersisted', 'JobCompleted']

describe('the job worker', () => {
  it('given a generation, then it is drawn, stored with thumbnails and completed, and the engine may forget it', async () => {
    const shop = testWorkshop()
    const jobId = await shop.askForPicture()
    shop.startWorker()
    await shop.until('JobCompleted')
    expect(await shop.types()).toEqual(['GenerationRequested', ...happyEnd])
    const [asset] = (await dataOf(shop, 'ImageAssetCreated')) as readonly ImageAssetCreated['data'][]
    expect(asset).toMatchObject({
      origin: 'generated',
      engine: 'preview',
      jobId,
      width: 1024,
      height: 1024,
      editPrompt: null,
      ancestors: [],
    })
    expect(asset?.prompt).toContain('wearing jeans')
    for (const kind of ['image', 'thumbnail-256', 'thumbnail-512'] as const) {
      expect(await shop.ports.blobStorage.has(kind, asset?.sha256 ?? '')).toBe(true)
    }
    const [submission] = (await dataOf(shop, 'SubmissionStarted')) as readonly {
      readonly engineJobId: string
      readonly workflowSha256: string
    }[]
    expect(submission?.engineJobId).toBe(jobId)
    expect(await shop.ports.blobStorage.has('workflow', submission?.workflowSha256 ?? '')).toBe(true)
    await shop.goOn(() => shop.imageEngine.forgotten.includes(jobId))
  })

  it('given an edit, then the result is pasted into its source, a child that inherits all but the instruction', async () => {
    const shop = testWorkshop()
    await shop.askForEdit()
    shop.startWorker()
    await shop.until('JobCompleted')
    const [source, child] = (await dataOf(shop, 'ImageAssetCreated')) as readonly ImageAssetCreated['data'][]
    expect(child).toMatchObject({
      origin: 'edited',
      parentAssetId: source?.assetId,
      rootAssetId: source?.assetId,
      ancestors: [source?.assetId],
      prompt: 'my own',
      editPrompt: 'add a banana',
      studio: source?.studio,
      coveredPixels: 100,
      totalPixels: 4096,
    })
    const bytes = await shop.ports.blobStorage.get('image', child?.sha256 ?? '')
    expect(new TextDecoder().decode(bytes ?? new Uint8Array())).toMatch(
      /^picture 64x64 with .* under \[mask 64x64 100\] grown 3 feathered 5$/,
    )
    expect(shop.imageEngine.uploads).toMatchObject([{ role: 'source', growPx: 3 }])
  })

  it('given an edit of the masked area, then the part is drawn at the chosen size and pasted in its place', async () => {
    const shop = testWorkshop()
    await shop.askForEdit({ area: 'masked' })
    shop.startWorker()
    await shop.until('JobCompleted')
    const box = { x: 8, y: 4, width: 32, height: 24 }
    expect(shop.imageEngine.uploads).toMatchObject([{ role: 'source', part: { box, drawn: { widthPx: 64, heightPx: 48 } } }])
    const [, child] = (await dataOf(shop, 'ImageAssetCreated')) as readonly ImageAssetCreated['data'][]
    expect(child).toMatchObject({ width: 64, height: 64, params: { box, width: 64, height: 48 } })
    const bytes = await shop.ports.blobStorage.get('image', child?.sha256 ?? '')
    expect(new TextDecoder().decode(bytes ?? new Uint8Array())).toMatch(/^picture 64x64 with .* grown 3 feathered 5 at 8,4$/)
  })

  describe('when an attempt fails', () => {
    it.each([
      ['is cut within a pair', `${'x '.repeat(249)}x😀`, `${'x '.repeat(249)}x`],
      ['holds what looks like bytes', `bad ${'A'.repeat(300)}\0`, 'bad (left out)'],
    ])('given a reason that %s, then the job fails all the same', async (_how, detail, stored) => {
      const shop = testWorkshop()
      await shop.askForPicture()
      shop.imageEngine.rejectNext({ class: 'rejected', code: 'engine-rejected', detail })
      shop.startWorker()
      await shop.until('JobFailed')
      expect(await dataOf(shop, 'JobFailed')).toMatchObject([{ code: 'engine-rejected', detail: stored }])
    })

    it('given a refusal by the engine, then the job fails at once', async () => {
      const shop = testWorkshop()
      await shop.askForPicture()
      shop.imageEngine.rejectNext({ class: 'rejected', code: 'engine-rejected', detail: 'a node is missing' })
      shop.startWorker()
      await shop.until('JobFailed')
      expect(await dataOf(shop, 'JobFailed')).toEqual([
        { class: 'rejected', code: 'engine-rejected', detail: 'a node is missing', attempts: 1 },
      ])
    })

    it('given an error while drawing, then a second attempt under an id of its own', async () => {
      const shop = testWorkshop()
      const jobId = await shop.askForPicture()
      shop.imageEngine.failNext({ class: 'engine-error', code: 'engine-error', detail: 'no luck' })
      shop.startWorker()
      await shop.until('JobCompleted')
      expect(shop.imageEngine.submissions).toEqual([jobId, shop.ports.idSource.named(`${jobId}/2`)])
    })

    it('given an engine that has forgotten the run, then three looks later it counts as lost, never as done', async () => {
      const shop = testWorkshop()
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('WorkflowQueued')
      shop.imageEngine.restart()
      await shop.until('JobCompleted')
      expect(await dataOf(shop, 'AttemptFailed')).toMatchObject([{ attempt: 1, class: 'lost' }])
      expect(shop.imageEngine.submissions).toHaveLength(2)
    })

    it('given an engine that dies while it draws, then after the grace the attempt is given up, and nothing begins before it is back', async () => {
      const shop = testWorkshop()
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('WorkflowQueued')
      shop.imageEngine.reachable(false)
      await shop.until('AttemptFailed')
      expect(await dataOf(shop, 'AttemptFailed')).toMatchObject([{ class: 'pod-died', code: 'engine-unreachable' }])
      const at = shop.time.nowMs
      await shop.goOn(() => shop.time.nowMs > at + 600_000)
      expect(await dataOf(shop, 'AttemptFailed')).toHaveLength(1)
      shop.imageEngine.reachable(true)
      await shop.until('JobCompleted')
    })

    it('given a run that never ends, then it is stopped at the engine and counts as timed out', async () => {
      const shop = testWorkshop((ports) => ({ imageEngine: { ...ports.imageEngine, lookUp: async () => ({ state: 'running' }) } }))
      await shop.askForPicture()
      shop.startWorker()
      const at = shop.time.nowMs
      await shop.until('AttemptFailed')
      expect(shop.time.nowMs - at).toBeGreaterThanOrEqual(clocks.attemptTimeoutMs)
      expect(await dataOf(shop, 'AttemptFailed')).toMatchObject([{ class: 'timeout', code: 'engine-timeout' }])
      expect(shop.imageEngine.cancelled).toHaveLength(1)
    })

    it('given fewer pictures than asked for, then the output is invalid', async () => {
      const done = { state: 'done', outputs: [], warnings: [], timings: { startedAt: null, finishedAt: null, cachedNodes: 0 } } as const
      const shop = testWorkshop((ports) => ({ imageEngine: { ...ports.imageEngine, lookUp: async () => done } }))
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobFailed')
      expect(await dataOf(shop, 'JobFailed')).toMatchObject([{ code: 'output-invalid', attempts: 2 }])
    })
  })

  describe('when nobody knows whether the engine heard', () => {
    it('given a submission whose answer was lost, then the engine is asked and nothing is sent twice', async () => {
      let lost = false
      const shop = testWorkshop(({ imageEngine }) => ({
        imageEngine: {
          ...imageEngine,
          async submit(backendId, prepared) {
            const answer = await imageEngine.submit(backendId, prepared)
            if (lost) return answer
            lost = true
            throw new EngineUnreachable('no answer')
          },
        },
      }))
      const jobId = await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobCompleted')
      expect(shop.imageEngine.submissions).toEqual([jobId])
      expect(await dataOf(shop, 'AttemptFailed')).toEqual([])
    })

    it('given a submission that never arrived, then the grace is waited out before the same run is sent again', async () => {
      const sentAtMs: number[] = []
      const shop = testWorkshop(({ imageEngine, clock }) => ({
        imageEngine: {
          ...imageEngine,
          async submit(backendId, prepared) {
            sentAtMs.push(clock.now())
            if (sentAtMs.length === 1) throw new EngineUnreachable('cut off')
            return imageEngine.submit(backendId, prepared)
          },
        },
      }))
      const jobId = await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobCompleted')
      expect(shop.imageEngine.submissions).toEqual([jobId])
      expect((sentAtMs[1] ?? 0) - (sentAtMs[0] ?? 0)).toBeGreaterThanOrEqual(clocks.graceMs)
    })
  })

  describe('waiting', () => {
    it('given no backend, then no attempt is made; after the longest wait the job is given up', async () => {
      const shop = testWorkshop(({ imageEngine }) => ({ imageEngine: { ...imageEngine, pickBackend: async () => null } }))
      await shop.askForPicture()
      shop.startWorker()
      const at = shop.time.nowMs
      // A day is long in polls of two seconds, so most of it is skipped.
      await shop.goOn(() => shop.time.nowMs > at + 60_000)
      expect(await shop.types()).toEqual(['GenerationRequested'])
      shop.time.nowMs = at + clocks.maxWaitMs
      await shop.until('JobFailed')
      expect(await dataOf(shop, 'JobFailed')).toMatchObject([{ class: 'waited-too-long', code: 'waited-too-long', attempts: 0 }])
    })

    it('given a store that fails while the result is stored, then it is fetched again and not drawn again', async () => {
      let failures = 3
      const shop = testWorkshop(({ blobStorage }) => ({
        blobStorage: {
          ...blobStorage,
          async put(kind, bytes) {
            if (kind === 'image' && (failures -= 1) >= 0) throw new StorageUnavailable('full')
            return blobStorage.put(kind, bytes)
          },
        },
      }))
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobCompleted')
      expect(failures).toBeLessThan(0)
      expect(shop.imageEngine.submissions).toHaveLength(1)
      expect(await dataOf(shop, 'AttemptFailed')).toEqual([])
    })
  })

  describe('cancelling', () => {
    it('given a waiting job, then it never runs', async () => {
      const shop = testWorkshop()
      const jobId = await shop.askForPicture()
      await shop.use.cancelJob({ jobId }, contextOf(mara))
      shop.startWorker()
      await shop.until('JobCancelled')
      expect(await dataOf(shop, 'JobCancelled')).toEqual([{ phase: 'waiting' }])
      expect(shop.imageEngine.submissions).toEqual([])
    })

    it('given a running job, then it is stopped at the engine and leaves no picture', async () => {
      const shop = testWorkshop()
      const jobId = await shop.askForPicture()
      shop.startWorker()
      await shop.until('WorkflowQueued')
      await shop.use.cancelJob({ jobId }, contextOf(mara))
      await shop.until('JobCancelled')
      expect(shop.imageEngine.cancelled).toEqual([jobId])
      expect(await dataOf(shop, 'ImageAssetCreated')).toEqual([])
    })

    it('given a submission that may still arrive, then it is not called cancelled before the grace is over', async () => {
      const shop = testWorkshop(({ imageEngine }) => ({
        imageEngine: {
          ...imageEngine,
          submit: async () => {
            throw new EngineUnreachable('cut off')
          },
        },
      }))
      const jobId = await shop.askForPicture()
      shop.startWorker()
      await shop.until('SubmissionStarted')
      const at = shop.time.nowMs
      await shop.use.cancelJob({ jobId }, contextOf(mara))
      await shop.until('JobCancelled')
      expect(shop.time.nowMs - at).toBeGreaterThanOrEqual(clocks.graceMs)
    })

    it('given an engine that does not answer, then nobody waits longer than the grace', async () => {
      const shop = testWorkshop()
      const jobId = await shop.askForPicture()
      shop.startWorker()
      await shop.until('WorkflowQueued')
      shop.imageEngine.reachable(false)
      await shop.use.cancelJob({ jobId }, contextOf(mara))
      await shop.until('JobCancelled')
      expect(await dataOf(shop, 'JobCancelled')).toEqual([{ phase: 'finishes-in-background' }])
    })
  })

  describe('workers that come and go', () => {
    it('given a worker told to stop, then it hands the job back and the next one goes on where it was', async () => {
      const shop = testWorkshop()
      const jobId = await shop.askForPicture()
      const first = shop.startWorker('first')
      await shop.until('WorkflowQueued')
      first.stop.ring()
      await first.ended
      const handedBack = await shop.taskQueue.claim('test', clocks.leaseMs)
      expect(handedBack).toMatchObject({ jobId, kind: 'run', expiries: 0 })
      if (handedBack !== null) await shop.taskQueue.release(handedBack)
      shop.startWorker('second')
      await shop.until('JobCompleted')
      expect(shop.imageEngine.submissions).toEqual([jobId])
    })

    it('given a job that breaks every worker, then after three claims without news it is a death, and after three deaths quarantine', async () => {
      const shop = testWorkshop(({ imageEngine }) => ({
        imageEngine: {
          ...imageEngine,
          prepare: () => {
            throw new TypeError('a mistake of ours')
          },
        },
      }))
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobFailed')
      expect(await dataOf(shop, 'AttemptFailed')).toMatchObject([
        { class: 'worker-died' },
        { class: 'worker-died' },
        { class: 'worker-died' },
      ])
      expect(await dataOf(shop, 'JobFailed')).toMatchObject([{ class: 'quarantined', code: 'quarantined' }])
    })

    it('given claims that ran out although the job went on, then nobody is called dead', async () => {
      const shop = testWorkshop(({ taskQueue }) => ({
        taskQueue: {
          ...taskQueue,
          async claim(worker, leaseMs) {
            const task = await taskQueue.claim(worker, leaseMs)
            return task === null ? null : { ...task, expiries: 3 }
          },
        },
      }))
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobCompleted')
      expect(await dataOf(shop, 'AttemptFailed')).toEqual([])
    })

    it('given two workers that both believe the job is theirs, then one of them sends it', async () => {
      const shop = testWorkshop()
      const jobId = await shop.askForPicture()
      const task = { jobId, ownerId: mara.id, kind: 'run', jobKind: 'generation', taskId: 'task', expiries: 0 } as const
      const both = [1n, 2n].map((epoch) => driveJob(shop.ports, clocks, { ...task, epoch }, alarm()))
      let ended = 0
      for (const drive of both) void drive.then(() => (ended += 1))
      await shop.goOn(() => ended === 2)
      expect(shop.imageEngine.submissions).toEqual([jobId])
      expect(await shop.types()).toEqual(['GenerationRequested', ...happyEnd])
    })

    it('given a death after the picture was stored, then the next attempt ends with that same picture', async () => {
      let deaths = 3
      const shop = testWorkshop(({ eventStore }) => ({
        eventStore: {
          ...eventStore,
          append: async (stream, after, events) => {
            if (events.some(({ type }) => type === 'JobCompleted') && (deaths -= 1) >= 0) throw new TypeError('a mistake of ours')
            return eventStore.append(stream, after, events)
          },
        },
      }))
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobCompleted')
      expect(await dataOf(shop, 'AttemptFailed')).toMatchObject([{ class: 'worker-died' }])
      expect(await dataOf(shop, 'JobCompleted')).toEqual([{ outputCount: 1, attempts: 2 }])
      expect(await dataOf(shop, 'ImageAssetCreated')).toHaveLength(1)
    })

    it('given a log that cannot be reached for a while, then the job waits for it, unpunished', async () => {
      let outages = 20
      const shop = testWorkshop(({ eventStore }) => ({
        eventStore: {
          ...eventStore,
          append: async (...args) => {
            if ((outages -= 1) >= 0) throw new EventStoreUnavailable('down')
            return eventStore.append(...args)
          },
        },
      }))
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobCompleted')
      expect(await dataOf(shop, 'AttemptFailed')).toEqual([])
    })
  })
})
