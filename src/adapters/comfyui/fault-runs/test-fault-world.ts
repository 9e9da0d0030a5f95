import { join } from 'node:path'
import { alarm, type Alarm } from '../../../application/processes/alarm.ts'
import type { WorkerPorts } from '../../../application/processes/drive.ts'
import { jobProcess } from '../../../application/processes/job-process.ts'
import { runJobWorker } from '../../../application/processes/job-worker.ts'
import { runProcess } from '../../../application/processes/run-process.ts'
import { tellJob } from '../../../application/job/tell-job.ts'
import type { Clock } from '../../../application/ports/clock.ts'
import type { NewEvent, Recorded } from '../../../application/ports/event-store.ts'
import { plainNeed, type ImageEngine } from '../../../application/ports/image-engine.ts'
import { generationJobStream } from '../../../domain/ids.ts'
import { imagingWork } from '../../imaging/imaging-work.ts'
import { memoryBlobStorage } from '../../memory/memory-blob-storage.ts'
import { memoryCheckpointStore } from '../../memory/memory-checkpoint-store.ts'
import { memoryEventStore } from '../../memory/memory-event-store.ts'
import { memoryTaskQueue } from '../../memory/memory-task-queue.ts'
import { countingIds, namedId, silentHub, silentLog, unsignedPictures } from '../../memory/test-world.ts'
import { systemClock } from '../../system/system-clock.ts'
import { comfyuiEngine } from '../comfyui-engine.ts'
import type { MortalPod } from './test-pods.ts'

/** The product's own clocks, five times faster: what is measured in them keeps its proportions. */
const speed = 5
const clocks = {
  leaseMs: 30_000,
  heartbeatMs: 10_000,
  pollMs: 250,
  enginePollMs: 1_000,
  graceMs: 25_000,
  attemptTimeoutMs: 900_000,
  maxWaitMs: 86_400_000,
}
/** In real time: nothing here takes longer, however busy the machine. */
const patienceMs = 240_000

export type FaultWorld = {
  readonly pods: readonly MortalPod[]
  readonly ports: WorkerPorts
  readonly engine: ImageEngine
  /** Asks for a picture and answers the job's id. */
  request(name: string): Promise<string>
  cancel(jobId: string): Promise<boolean>
  history(jobId: string): Promise<readonly Recorded[]>
  /** Resolves once the job's stream holds an event of this type; false when it does not come. */
  until(jobId: string, isThere: (types: readonly string[]) => boolean): Promise<boolean>
  startWorker(name: string, ports?: WorkerPorts): { stop(): Promise<void> }
}

export const finals = ['JobCompleted', 'JobFailed', 'JobCancelled']
export const hasEnded = (types: readonly string[]): boolean => types.some((type) => finals.includes(type))
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Puts a mistake in, to see that it is found. */
export type Plant = (engine: ImageEngine, pods: readonly MortalPod[]) => ImageEngine

/**
 * Stores in memory and the job process before emulators over real HTTP, for as long as `act` runs; then everything is closed, the pods
 * too.
 */
export async function inFaultWorld<Value>(
  pods: readonly MortalPod[],
  act: (world: FaultWorld) => Promise<Value>,
  plant: Plant = (engine) => engine,
): Promise<Value> {
  const stop = alarm()
  const { world, ended } = await faultWorld(pods, plant, stop)
  try {
    return await act(world)
  } finally {
    stop.ring()
    await ended()
    await world.engine.close()
    for (const pod of pods) await pod.close()
  }
}

async function faultWorld(
  pods: readonly MortalPod[],
  plant: Plant,
  stop: Alarm,
): Promise<{ readonly world: FaultWorld; ended(): Promise<unknown> }> {
  const clock = fastClock()
  const engine = engineBefore(pods, clock)
  const ports = portsAround(plant(engine, pods), clock)
  const process = { ...ports, checkpointStore: memoryCheckpointStore(ports.taskQueue) }
  const running: Promise<unknown>[] = [runProcess(process, jobProcess(ports.idSource, clocks), clocks, stop)]
  const history = (jobId: string): Promise<readonly Recorded[]> => ports.eventStore.readStream(generationJobStream(jobId))
  const chosen = await engine.choose(plainNeed('generate', { widthPx: 64, heightPx: 64 }))
  if (!chosen.ok) throw new Error('the emulators cannot generate')
  const world: FaultWorld = {
    pods,
    ports,
    engine,
    history,
    request: (name) => request(ports, name, { ...chosen.value, seed: name.length }),
    cancel: (jobId) => cancel(ports, jobId),
    until: async (jobId, isThere) => {
      const deadlineMs = Date.now() + patienceMs
      while (Date.now() < deadlineMs) {
        if (isThere((await history(jobId)).map(({ type }) => type))) return true
        await pause(5)
      }
      return false
    },
    startWorker: (name, own = ports) => {
      const letGo = alarm(stop)
      const ended = runJobWorker(own, { ...clocks, workerName: name, concurrency: 4 }, letGo)
      running.push(ended)
      return { stop: async () => (letGo.ring(), ended) }
    },
  }
  return { world, ended: () => Promise.all(running) }
}

const codec = { ...imagingWork, close: async () => undefined }

const engineBefore = (pods: readonly MortalPod[], clock: Clock): ImageEngine =>
  comfyuiEngine({
    backends: pods.map(({ pod }) => pod),
    workflowsDir: join(__dirname, '../../../../workflows'),
    codec,
    clock,
    log: silentLog,
    depth: 2,
    enginePollMs: clocks.enginePollMs,
    answerTimeoutMs: 3_000,
  })

const portsAround = (imageEngine: ImageEngine, clock: Clock): WorkerPorts => ({
  eventStore: memoryEventStore(clock),
  blobStorage: memoryBlobStorage(),
  imageCodec: codec,
  credentialSigner: unsignedPictures,
  imageEngine,
  progressHub: silentHub(),
  idSource: countingIds(),
  clock,
  taskQueue: memoryTaskQueue(clock),
  log: silentLog,
})

async function request({ eventStore, clock }: WorkerPorts, name: string, params: unknown): Promise<string> {
  const jobId = namedId(name)
  const stream = generationJobStream(jobId)
  const data = { ...requestOf(jobId, new Date(clock.now()).toISOString()), params }
  await eventStore.append(stream, 'no-stream', [written(stream, 'GenerationRequested', data)])
  return jobId
}

async function cancel(ports: WorkerPorts, jobId: string): Promise<boolean> {
  const cause = { commandId: `${jobId}/cancel`, correlationId: jobId, actor: { kind: 'user', id: owner } } as const
  return (await tellJob(ports, { kind: 'generation', jobId }, { type: 'RequestCancellation', data: {} }, cause)).ok
}

const owner = namedId('owner')

function fastClock(): Clock {
  const { sleep } = systemClock()
  const startMs = Date.now()
  return { now: () => startMs + Math.round((Date.now() - startMs) * speed), sleep: (ms, stop) => sleep(ms / speed, stop) }
}

const requestOf = (jobId: string, requestedAt: string) => ({
  jobId,
  batchId: jobId,
  ownerId: owner,
  characterId: namedId('mara'),
  requestedAt,
  prompt: 'a portrait',
  userPrompt: '',
  negativePrompt: '',
  studio: { scene: 'night_out', environment: 'office', outfit: 'jeans', aspectRatio: '1:1', qualityMode: 'draft', nsfw: false },
  outputCount: 1,
})

const written = (stream: string, type: string, data: unknown): NewEvent => ({
  type,
  data: data as Record<string, unknown>,
  eventId: namedId(`${stream} ${type}`),
  meta: { correlationId: stream.slice(stream.indexOf('-') + 1), causationId: `${stream} ${type}`, actor: { kind: 'user', id: owner } },
})
