import { alarm, type Alarm } from '../../application/processes/alarm.ts'
import type { WorkerPorts } from '../../application/processes/drive.ts'
import { jobProcess } from '../../application/processes/job-process.ts'
import { runJobWorker } from '../../application/processes/job-worker.ts'
import { processPage } from '../../application/processes/run-process.ts'
import type { Clock } from '../../application/ports/clock.ts'
import type { RequestInpaint } from '../../application/edit-job/edit-request.ts'
import { memoryCheckpointStore } from './memory-checkpoint-store.ts'
import { memoryTaskQueue } from './memory-task-queue.ts'
import { characterForm, contextOf, silentLog, testWorld, userOf } from './test-world.ts'

export const mara = userOf('mara')
export const studio = {
  scene: 'night_out',
  environment: 'office',
  outfit: 'jeans',
  aspectRatio: '1:1',
  qualityMode: 'draft',
  nsfw: false,
} as const
export const clocks = {
  leaseMs: 30_000,
  heartbeatMs: 10_000,
  pollMs: 2_000,
  enginePollMs: 1_000,
  graceMs: 25_000,
  attemptTimeoutMs: 900_000,
  maxWaitMs: 86_400_000,
}

/** The test world with a worker in it. Time jumps from nap to nap, so that a day passes in a moment and nothing depends on speed. */
export function testWorkshop(change: (ports: WorkerPorts) => Partial<WorkerPorts> = () => ({})) {
  const world = testWorld({ tickOnLook: true })
  const naps: { readonly dueMs: number; readonly wake: () => void }[] = []
  const clock: Clock = {
    now: () => world.time.nowMs,
    sleep: (ms, stop) =>
      new Promise((resolve) => {
        const nap = { dueMs: world.time.nowMs + ms, wake: () => (naps.splice(naps.indexOf(nap), 1), resolve()) }
        if (stop?.aborted === true) return resolve()
        naps.push(nap)
        stop?.addEventListener('abort', () => naps.includes(nap) && nap.wake(), { once: true })
      }),
  }
  const taskQueue = memoryTaskQueue(clock)
  const checkpointStore = memoryCheckpointStore(taskQueue)
  const plain = { ...world.ports, clock, taskQueue, log: silentLog }
  const ports = { ...plain, ...change(plain) }

  async function goOn(until: () => boolean | Promise<boolean>, steps = 8_000): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      await processPage({ ...plain, eventStore: world.ports.eventStore, checkpointStore }, jobProcess(plain.idSource, clocks))
      if (await until()) return
      const next = naps.toSorted((a, b) => a.dueMs - b.dueMs)[0]
      if (next === undefined) continue
      world.time.nowMs = Math.max(world.time.nowMs, next.dueMs)
      next.wake()
    }
    throw new Error('it never came to that')
  }
  const types = async (): Promise<readonly string[]> =>
    (await world.events()).filter(({ stream }) => stream.includes('Job-')).map(({ type }) => type)
  const dataOf = async (type: string): Promise<readonly object[]> =>
    (await world.events()).filter((event) => event.type === type).map(({ data }) => data)
  const has = (type: string) => async () => (await types()).includes(type)

  return {
    ...world,
    ports,
    taskQueue,
    goOn,
    types,
    /** What the events of a type say, oldest first. */
    dataOf,
    /** Time goes on until an event of this type is there. */
    until: (type: string) => goOn(has(type)),
    startWorker(name = 'worker'): { readonly stop: Alarm; readonly ended: Promise<void> } {
      const stop = alarm()
      return { stop, ended: runJobWorker(ports, { ...clocks, workerName: name, concurrency: 2 }, stop) }
    },
    newCharacter: () => newCharacter(world),
    askForPicture: () => askForPicture(world),
    askForEdit: (changes: Partial<RequestInpaint> = {}) => askForEdit(world, changes),
  }
}

type World = ReturnType<typeof testWorld>

async function askForPicture(world: World): Promise<string> {
  const characterId = await newCharacter(world)
  const answer = await world.use.requestGeneration({ characterId, studio, count: 1, useReference: false }, contextOf(mara))
  if (!answer.ok) throw new Error(answer.rejection.type)
  return answer.value.promptIds[0] ?? ''
}

async function askForEdit(world: World, changes: Partial<RequestInpaint>): Promise<string> {
  const characterId = await newCharacter(world)
  const bytes = new TextEncoder().encode('picture 64x64')
  const source = await world.use.uploadImage({ characterId, bytes, studio, userPrompt: 'my own' }, contextOf(mara))
  if (!source.ok) throw new Error(source.rejection.type)
  const shape = { growPx: 3, featherPx: 5, strength: 1, area: 'whole', allowFullMask: false, count: 1 } as const
  const mask = { sourceImageId: source.value.assetId, maskedImageBase64Png: 'mask 64x64 100' }
  const answer = await world.use.requestInpaint({ characterId, prompt: 'add a banana', ...mask, ...shape, ...changes }, contextOf(mara))
  if (!answer.ok) throw new Error(answer.rejection.type)
  return answer.value.promptIds[0] ?? ''
}

async function newCharacter(world: World): Promise<string> {
  const created = await world.use.createCharacter(characterForm, contextOf(mara))
  if (!created.ok) throw new Error(created.rejection.type)
  return created.value.characterId
}
