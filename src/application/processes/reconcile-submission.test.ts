import { describe, expect, it } from '@jest/globals'
import { clocks, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import { EngineUnreachable } from '../ports/image-engine.ts'

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
    expect(await shop.dataOf('AttemptFailed')).toEqual([])
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

  it('given an engine that answers and never takes the run, then after three sends the attempt is over, and five attempts end the job', async () => {
    let sends = 0
    const shop = testWorkshop(({ imageEngine }) => ({
      imageEngine: {
        ...imageEngine,
        async submit() {
          sends += 1
          throw new EngineUnreachable('answered with status 500')
        },
      },
    }))
    await shop.askForPicture()
    shop.startWorker()
    await shop.until('JobFailed')
    expect(sends).toBe(15)
    expect(await shop.dataOf('AttemptFailed')).toMatchObject([1, 2, 3, 4, 5].map((attempt) => ({ attempt, class: 'unreachable' })))
    expect(await shop.dataOf('JobFailed')).toMatchObject([{ code: 'quarantined' }])
  })

  it('given a run that somebody else stopped there, then nothing is held against it and it is drawn anew', async () => {
    const shop = testWorkshop()
    const jobId = await shop.askForPicture()
    shop.startWorker()
    await shop.until('WorkflowQueued')
    await shop.imageEngine.cancel('pod-1', jobId)
    await shop.until('JobCompleted')
    expect(await shop.dataOf('AttemptFailed')).toMatchObject([{ class: 'lost', code: 'engine-lost' }])
  })
})
