import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { progressHubContract } from '../../application/ports/progress-hub.contract.ts'
import type { JobProgress, ProgressHub } from '../../application/ports/progress-hub.ts'
import { memoryProgressHub } from '../system/memory-progress-hub.ts'
import type { Database } from './database.ts'
import { fleetProgressHub } from './fleet-progress-hub.ts'
import { openPostgres } from './open-postgres.ts'
import { freshPostgres, type TestDatabase } from './test-database.ts'

const nothing = (): void => undefined
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing }

describe('the progress of a job in another process', () => {
  let test: TestDatabase
  let other: Database
  let worker: ProgressHub
  let api: ProgressHub
  beforeAll(async () => {
    test = await freshPostgres()
    other = openPostgres(test.url, { log: quiet })
    worker = hubOn(test.database)
    api = hubOn(other)
    await heardAtAll()
  })
  afterAll(async () => {
    await other.close()
    await test.drop()
  })

  progressHubContract('the hub of a fleet', () => hubOn(test.database))

  it('given a worker that tells of a step, then an API hears the latest, and its listeners of that owner do', async () => {
    const [jobId, ownerId] = [randomUUID(), randomUUID()]
    const heard: JobProgress[] = []
    const leave = api.subscribe(ownerId, (progress) => heard.push(progress))
    for (let step = 1; step <= 20; step++) worker.publish(stepOf(jobId, ownerId, step))
    await until(() => api.latest(jobId)?.step === 20)
    leave()
    expect(heard.at(-1)).toEqual({ ...stepOf(jobId, ownerId, 20), previewRev: 0 })
    expect(heard.length).toBeLessThan(20)
  })

  it('given more jobs than one notification holds, then every one is heard of', async () => {
    const jobs = Array.from({ length: 200 }, () => randomUUID())
    for (const jobId of jobs) worker.publish(stepOf(jobId, randomUUID(), 1))
    await until(() => jobs.every((jobId) => api.latest(jobId) !== null))
  })

  it('given a preview, then an API says that there is one only once it can show it', async () => {
    const [jobId, ownerId] = [randomUUID(), randomUUID()]
    worker.publishPreview(jobId, ownerId, { mime: 'image/jpeg', bytes: Uint8Array.from([1, 2, 3]) })
    await until(() => (api.latest(jobId)?.previewRev ?? 0) === 1)
    expect(await api.latestPreview(jobId)).toEqual({ mime: 'image/jpeg', bytes: Uint8Array.from([1, 2, 3]), rev: 1 })
  })

  it('given a job that another worker took over, then revisions of its previews go on growing', async () => {
    const [jobId, ownerId] = [randomUUID(), randomUUID()]
    for (const byte of [1, 2, 3]) worker.publishPreview(jobId, ownerId, { mime: 'image/jpeg', bytes: Uint8Array.from([byte]) })
    await until(() => (api.latest(jobId)?.previewRev ?? 0) > 0)
    const before = api.latest(jobId)?.previewRev ?? 0
    api.publishPreview(jobId, ownerId, { mime: 'image/jpeg', bytes: Uint8Array.from([4]) })
    expect(api.latest(jobId)?.previewRev).toBe(before + 1)
    expect((await api.latestPreview(jobId))?.bytes).toEqual(Uint8Array.from([4]))
  })

  it('given a job that ended, then nobody knows of it any more, and no picture is left', async () => {
    const [jobId, ownerId] = [randomUUID(), randomUUID()]
    worker.publishPreview(jobId, ownerId, { mime: 'image/jpeg', bytes: Uint8Array.from([1]) })
    await until(() => api.latest(jobId) !== null)
    worker.clear(jobId)
    await until(() => api.latest(jobId) === null)
    expect(await api.latestPreview(jobId)).toBeNull()
  })

  it('given words that are not understood, then they are passed over', async () => {
    const jobId = randomUUID()
    for (const words of ['not json', '7', '[{"jobId": 7}, null]']) test.database.hints.say(words)
    worker.publish(stepOf(jobId, randomUUID(), 1))
    await until(() => api.latest(jobId) !== null)
  })

  /** Listening begins a moment after it was asked for. */
  async function heardAtAll(): Promise<void> {
    const [first, second] = [randomUUID(), randomUUID()]
    await until(() => {
      worker.publish(stepOf(first, randomUUID(), 1))
      api.publish(stepOf(second, randomUUID(), 1))
      return api.latest(first) !== null && worker.latest(second) !== null
    })
  }
})

const hubOn = (database: Database): ProgressHub => fleetProgressHub(memoryProgressHub(quiet), database, quiet)

const stepOf = (jobId: string, ownerId: string, step: number) => ({
  jobId,
  ownerId,
  progress: step / 20,
  step,
  steps: 20,
  queuePosition: null,
})

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 20))
}
