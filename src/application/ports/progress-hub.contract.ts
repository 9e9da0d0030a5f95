import { describe, expect, it } from '@jest/globals'
import type { JobProgress, ProgressHub } from './progress-hub.ts'

const step = (jobId: string, ownerId: string, progress: number) => ({
  jobId,
  ownerId,
  progress,
  step: progress * 20,
  steps: 20,
  queuePosition: null,
})
const picture = (...bytes: number[]) => ({ mime: 'image/jpeg' as const, bytes: Uint8Array.from(bytes) })

/** What every progress hub does; run by each adapter's test. */
export function progressHubContract(name: string, make: () => ProgressHub): void {
  describe(`${name} keeps the contract of ProgressHub`, () => {
    it('given nothing published, then there is nothing to tell', async () => {
      const hub = make()
      expect(hub.latest('j1')).toBeNull()
      expect(await hub.latestPreview('j1')).toBeNull()
    })

    it('given several words on a job, then only the latest is kept', () => {
      const hub = make()
      hub.publish(step('j1', 'u1', 0.25))
      hub.publish(step('j1', 'u1', 0.5))
      expect(hub.latest('j1')).toEqual({ ...step('j1', 'u1', 0.5), previewRev: 0 })
    })

    it('given previews, then the latest is kept, its revision grows, and later progress keeps the revision', async () => {
      const hub = make()
      hub.publish(step('j1', 'u1', 0.25))
      hub.publishPreview('j1', 'u1', picture(1))
      hub.publishPreview('j1', 'u1', picture(2, 3))
      hub.publish(step('j1', 'u1', 0.75))
      expect(hub.latest('j1')).toEqual({ ...step('j1', 'u1', 0.75), previewRev: 2 })
      expect(await hub.latestPreview('j1')).toEqual({ ...picture(2, 3), rev: 2 })
    })

    it('given a buffer that is used again by its owner, then the kept preview does not change', async () => {
      const hub = make()
      // A Buffer, whose slices are windows on the same bytes.
      const reused = { mime: 'image/jpeg' as const, bytes: Buffer.from([7, 7]) }
      hub.publishPreview('j1', 'u1', reused)
      reused.bytes.fill(0)
      expect((await hub.latestPreview('j1'))?.bytes).toEqual(Uint8Array.from([7, 7]))
    })

    it('given a listener, then it hears of its own owner only, until it leaves', () => {
      const hub = make()
      const heard: JobProgress[] = []
      const leave = hub.subscribe('u1', (progress) => heard.push(progress))
      hub.publish(step('j1', 'u1', 0.5))
      hub.publish(step('j2', 'u2', 0.5))
      hub.publishPreview('j1', 'u1', picture(1))
      leave()
      leave()
      hub.publish(step('j1', 'u1', 0.9))
      expect(heard.map(({ jobId, progress, previewRev }) => [jobId, progress, previewRev])).toEqual([
        ['j1', 0.5, 0],
        ['j1', 0.5, 1],
      ])
    })

    it('given a listener that throws, then the others still hear and the publisher does not fail', () => {
      const hub = make()
      const heard: number[] = []
      hub.subscribe('u1', () => {
        throw new Error('planted')
      })
      hub.subscribe('u1', ({ progress }) => heard.push(progress))
      hub.publish(step('j1', 'u1', 0.5))
      expect(heard).toEqual([0.5])
    })

    it('given a job that ended, then nothing is kept of it', async () => {
      const hub = make()
      hub.publish(step('j1', 'u1', 0.5))
      hub.publishPreview('j1', 'u1', picture(1))
      hub.clear('j1')
      hub.clear('never heard of')
      expect(hub.latest('j1')).toBeNull()
      expect(await hub.latestPreview('j1')).toBeNull()
    })
  })
}
