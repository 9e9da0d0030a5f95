import { describe, expect, it } from '@jest/globals'
import { contextOf } from '../../adapters/memory/test-world.ts'
import { clocks, mara, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import { EngineUnreachable } from '../ports/image-engine.ts'

describe('cancelling', () => {
  it('given a waiting job, then it never runs', async () => {
    const shop = testWorkshop()
    const jobId = await shop.askForPicture()
    await shop.use.cancelJob({ jobId }, contextOf(mara))
    shop.startWorker()
    await shop.until('JobCancelled')
    expect(await shop.dataOf('JobCancelled')).toEqual([{ phase: 'waiting' }])
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
    expect(await shop.dataOf('ImageAssetCreated')).toEqual([])
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
    expect(await shop.dataOf('JobCancelled')).toEqual([{ phase: 'finishes-in-background' }])
  })
})
