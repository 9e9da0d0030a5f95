import { describe, expect, it } from '@jest/globals'
import { clocks, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import { StorageUnavailable } from '../ports/blob-storage.ts'

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
    expect(await shop.dataOf('JobFailed')).toMatchObject([{ code: 'engine-rejected', detail: stored }])
  })

  it('given a refusal by the engine, then the job fails at once', async () => {
    const shop = testWorkshop()
    await shop.askForPicture()
    shop.imageEngine.rejectNext({ class: 'rejected', code: 'engine-rejected', detail: 'a node is missing' })
    shop.startWorker()
    await shop.until('JobFailed')
    expect(await shop.dataOf('JobFailed')).toEqual([
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
    expect(await shop.dataOf('AttemptFailed')).toMatchObject([{ attempt: 1, class: 'lost' }])
    expect(shop.imageEngine.submissions).toHaveLength(2)
  })

  it('given an engine that dies while it draws, then after the grace the attempt is given up, and nothing begins before it is back', async () => {
    const shop = testWorkshop()
    await shop.askForPicture()
    shop.startWorker()
    await shop.until('WorkflowQueued')
    shop.imageEngine.reachable(false)
    await shop.until('AttemptFailed')
    expect(await shop.dataOf('AttemptFailed')).toMatchObject([{ class: 'pod-died', code: 'engine-unreachable' }])
    const at = shop.time.nowMs
    await shop.goOn(() => shop.time.nowMs > at + 600_000)
    expect(await shop.dataOf('AttemptFailed')).toHaveLength(1)
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
    expect(await shop.dataOf('AttemptFailed')).toMatchObject([{ class: 'timeout', code: 'engine-timeout' }])
    expect(shop.imageEngine.cancelled).toHaveLength(1)
  })

  it('given a card that ran out of memory, then another pod is preferred, and the engine may forget both attempts', async () => {
    const { shop, avoided } = shopThatTellsWhatIsAvoided()
    const jobId = await shop.askForPicture()
    shop.imageEngine.failNext({ class: 'out-of-memory', code: 'engine-out-of-memory', detail: 'no room' })
    shop.startWorker()
    await shop.until('JobCompleted')
    expect(avoided).toEqual([[], ['pod-1']])
    const ids = [jobId, shop.ports.idSource.named(`${jobId}/2`)]
    await shop.goOn(() => ids.every((id) => shop.imageEngine.forgotten.includes(id)))
  })

  it('given a fault of the run itself, then no pod is blamed for it', async () => {
    const { shop, avoided } = shopThatTellsWhatIsAvoided()
    await shop.askForPicture()
    shop.imageEngine.failNext({ class: 'engine-error', code: 'engine-error', detail: 'no luck' })
    shop.startWorker()
    await shop.until('JobCompleted')
    expect(avoided).toEqual([[], []])
  })

  it('given fewer pictures than asked for, then the output is invalid', async () => {
    const done = { state: 'done', outputs: [], warnings: [], timings: { startedAt: null, finishedAt: null, cachedNodes: 0 } } as const
    const shop = testWorkshop((ports) => ({ imageEngine: { ...ports.imageEngine, lookUp: async () => done } }))
    await shop.askForPicture()
    shop.startWorker()
    await shop.until('JobFailed')
    expect(await shop.dataOf('JobFailed')).toMatchObject([{ code: 'output-invalid', attempts: 2 }])
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
    expect(await shop.dataOf('JobFailed')).toMatchObject([{ class: 'waited-too-long', code: 'waited-too-long', attempts: 0 }])
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
    expect(await shop.dataOf('AttemptFailed')).toEqual([])
  })
})

function shopThatTellsWhatIsAvoided(): { readonly shop: ReturnType<typeof testWorkshop>; readonly avoided: (readonly string[])[] } {
  const avoided: (readonly string[])[] = []
  const shop = testWorkshop(({ imageEngine }) => ({
    imageEngine: {
      ...imageEngine,
      async pickBackend(workflowId, avoid = []) {
        avoided.push(avoid)
        return imageEngine.pickBackend(workflowId)
      },
    },
  }))
  return { shop, avoided }
}
