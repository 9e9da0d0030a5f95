import { describe, expect, it } from '@jest/globals'
import { clocks, mara, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import type { ImageAssetCreated } from '../../domain/image-asset/image-asset-events.ts'
import { EventIsNewer, EventStoreUnavailable } from '../ports/event-store.ts'
import { ImagingStopped } from '../ports/image-codec.ts'
import { newerEvents } from '../ports/newer-events.ts'
import type { TaskQueue } from '../ports/task-queue.ts'
import { alarm } from './alarm.ts'
import { driveJob } from './drive-job.ts'

const happyEnd = ['InputsUploaded', 'SubmissionStarted', 'WorkflowQueued', 'OutputReceived', 'OutputPersisted', 'JobCompleted']

describe('the job worker', () => {
  it('given a generation, then it is drawn, stored with thumbnails and completed, and the engine may forget it', async () => {
    const shop = testWorkshop()
    const jobId = await shop.askForPicture()
    shop.startWorker()
    await shop.until('JobCompleted')
    expect(await shop.types()).toEqual(['GenerationRequested', ...happyEnd])
    const [asset] = (await shop.dataOf('ImageAssetCreated')) as readonly ImageAssetCreated['data'][]
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
    const [submission] = (await shop.dataOf('SubmissionStarted')) as readonly {
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
    const [source, child] = (await shop.dataOf('ImageAssetCreated')) as readonly ImageAssetCreated['data'][]
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
    const [, child] = (await shop.dataOf('ImageAssetCreated')) as readonly ImageAssetCreated['data'][]
    expect(child).toMatchObject({ width: 64, height: 64, params: { box, width: 64, height: 48 } })
    const bytes = await shop.ports.blobStorage.get('image', child?.sha256 ?? '')
    expect(new TextDecoder().decode(bytes ?? new Uint8Array())).toMatch(/^picture 64x64 with .* grown 3 feathered 5 at 8,4$/)
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
      expect(await shop.dataOf('AttemptFailed')).toMatchObject([
        { class: 'worker-died' },
        { class: 'worker-died' },
        { class: 'worker-died' },
      ])
      expect(await shop.dataOf('JobFailed')).toMatchObject([{ class: 'quarantined', code: 'quarantined' }])
    })

    it('given claims that ran out although the job went on, then nobody is called dead', async () => {
      const shop = testWorkshop(({ taskQueue }) => ({ taskQueue: afterThreeThatRanOut(taskQueue) }))
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobCompleted')
      expect(await shop.dataOf('AttemptFailed')).toEqual([])
    })

    it('given claims that ran out, and then a picture that takes its time, then nobody is called dead', async () => {
      let looks = 0
      const shop = testWorkshop(({ taskQueue, imageEngine }) => ({
        taskQueue: afterThreeThatRanOut(taskQueue),
        imageEngine: {
          ...imageEngine,
          lookUp: (...asked) => ((looks += 1) < 300 ? Promise.resolve({ state: 'running' }) : imageEngine.lookUp(...asked)),
        },
      }))
      await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobCompleted')
      expect(await shop.dataOf('AttemptFailed')).toEqual([])
    })

    it.each([-3_600_000, 3_600_000])(
      'given a machine whose clock is wrong by %d ms, then its jobs go by that of the store',
      async (wrongMs) => {
        let looks = 0
        const shop = testWorkshop(({ clock, imageEngine }) => ({
          clock: { ...clock, now: () => clock.now() + wrongMs },
          imageEngine: {
            ...imageEngine,
            lookUp: (...asked) => ((looks += 1) < 30 ? Promise.resolve({ state: 'running' }) : imageEngine.lookUp(...asked)),
          },
        }))
        const startedMs = shop.time.nowMs
        await shop.askForPicture()
        shop.startWorker()
        await shop.until('JobCompleted')
        expect(await shop.dataOf('AttemptFailed')).toEqual([])
        const [created] = (await shop.dataOf('ImageAssetCreated')) as ImageAssetCreated['data'][]
        const createdMs = Date.parse(created?.createdAt ?? '')
        expect([createdMs >= startedMs, createdMs <= shop.time.nowMs]).toEqual([true, true])
      },
    )

    it('given two workers that both believe the job is theirs, then one of them sends it', async () => {
      const shop = testWorkshop()
      const jobId = await shop.askForPicture()
      const task = {
        jobId,
        ownerId: mara.id,
        kind: 'run',
        jobKind: 'generation',
        taskId: 'task',
        claimedAt: new Date(shop.time.nowMs).toISOString(),
        expiries: 0,
      } as const
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
      expect(await shop.dataOf('AttemptFailed')).toMatchObject([{ class: 'worker-died' }])
      expect(await shop.dataOf('JobCompleted')).toEqual([{ outputCount: 1, attempts: 2 }])
      expect(await shop.dataOf('ImageAssetCreated')).toHaveLength(1)
    })

    it('given a job with an event of a newer program, then an old worker leaves it untouched, drives others, and a newer one takes it', async () => {
      const program = { isOld: true }
      const standing = newerEvents()
      let newest = ''
      const shop = testWorkshop(({ eventStore }) => ({
        newerEvents: standing,
        eventStore: {
          ...eventStore,
          async readStream(stream) {
            if (program.isOld && stream.endsWith(newest)) throw new EventIsNewer('of tomorrow')
            return eventStore.readStream(stream)
          },
        },
      }))
      newest = await shop.askForPicture()
      const other = await shop.askForPicture()
      const old = shop.startWorker('old')
      await shop.until('JobCompleted')
      expect(shop.imageEngine.submissions).toEqual([other])
      expect(standing.standing()).toEqual(['jobs'])
      const untouched = await shop.taskQueue.claim('test', clocks.leaseMs)
      expect(untouched).toMatchObject({ jobId: newest, kind: 'run', expiries: 0, epoch: 2n })
      if (untouched !== null) await shop.taskQueue.release(untouched)
      old.stop.ring()
      await old.ended
      program.isOld = false
      shop.startWorker('new')
      await shop.goOn(() => shop.imageEngine.forgotten.includes(newest))
      expect(await shop.dataOf('AttemptFailed')).toEqual([])
    })

    it('given pictures whose child is killed for a while, then the drawing is kept and pasted later, and nobody is blamed', async () => {
      let kills = 3
      const shop = testWorkshop(({ imageCodec }) => ({
        imageCodec: {
          ...imageCodec,
          cleanOutput: (...given) => ((kills -= 1) >= 0 ? Promise.reject(new ImagingStopped('killed')) : imageCodec.cleanOutput(...given)),
        },
      }))
      const jobId = await shop.askForPicture()
      shop.startWorker()
      await shop.until('JobCompleted')
      expect([await shop.dataOf('AttemptFailed'), shop.imageEngine.submissions]).toEqual([[], [jobId]])
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
      expect(await shop.dataOf('AttemptFailed')).toEqual([])
    })
  })
})

const afterThreeThatRanOut = (taskQueue: TaskQueue): TaskQueue => ({
  ...taskQueue,
  async claim(worker, leaseMs) {
    const task = await taskQueue.claim(worker, leaseMs)
    return task === null ? null : { ...task, expiries: 3 }
  },
})
