import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { simulate, type Figures, type Shared } from '../../adapters/memory/test-simulation.ts'
import { namedId } from '../../adapters/memory/test-world.ts'
import type { DomainEvent } from '../../domain/decider.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { editJobStream, generationJobStream, imageAssetStream } from '../../domain/ids.ts'
import type { DrawingParams } from '../../domain/job/job-events.ts'
import type { EventStore, NewEvent } from '../ports/event-store.ts'
import { blobKey } from '../ports/blob-storage.ts'

const schedules = Number(process.env['SIMULATION_SCHEDULES'] ?? 3_000)
const owner = namedId('owner')
const params: DrawingParams = {
  workflowId: 'scripted',
  workflowVersion: 1,
  seed: 1,
  steps: 9,
  cfg: 1,
  guidance: 1,
  sampler: 'euler',
  scheduler: 'simple',
  denoise: 1,
  width: 64,
  height: 64,
  negativePromptUsed: false,
}
const studio = {
  scene: 'night_out',
  environment: 'office',
  outfit: 'jeans',
  aspectRatio: '1:1',
  qualityMode: 'draft',
  nsfw: false,
} as const
const jobs = { edit: namedId('edit job'), generation: namedId('generation job'), cancelled: namedId('cancelled job') }
const streams = [editJobStream(jobs.edit), generationJobStream(jobs.generation), generationJobStream(jobs.cancelled)]

const written = (stream: string, events: readonly DomainEvent[], actor = owner): readonly NewEvent[] =>
  events.map((event, index) => ({
    ...event,
    eventId: namedId(`${stream} ${event.type} ${index}`),
    meta: {
      correlationId: stream.slice(stream.indexOf('-') + 1),
      causationId: `${stream} ${event.type}`,
      actor: { kind: 'user', id: actor },
    },
  }))

/** Three jobs: an edit, a generation, and one that is cancelled somewhere on its way. */
async function prepare({ eventStore, blobStorage, clock }: Shared): Promise<void> {
  const source = await blobStorage.put('image', new TextEncoder().encode('picture 64x64'))
  const mask = await blobStorage.put('mask', new TextEncoder().encode('mask 64x64 100'))
  const sourceId = namedId('source')
  const request = (jobId: string) => ({
    jobId,
    batchId: jobId,
    ownerId: owner,
    characterId: namedId('mara'),
    requestedAt: new Date(clock.now()).toISOString(),
  })
  const texts = { prompt: 'a portrait', userPrompt: '', negativePrompt: '' }
  const asset = {
    assetId: sourceId,
    ownerId: owner,
    characterId: namedId('mara'),
    origin: 'uploaded',
    engine: null,
    sha256: source.sha256,
    bytes: 1,
  }
  const more = {
    mime: 'image/png',
    width: 64,
    height: 64,
    rootAssetId: sourceId,
    ancestors: [],
    ...texts,
    editPrompt: null,
    studio,
    params: null,
  }
  const stream = imageAssetStream(sourceId)
  const created = { type: 'ImageAssetCreated', data: { ...asset, ...more, createdAt: request(sourceId).requestedAt } }
  await eventStore.append(stream, 'no-stream', written(stream, [created]))
  const sourceFacts = { sourceAssetId: sourceId, sourceSha256: source.sha256, sourceWidth: 64, sourceHeight: 64 }
  const editParams = { ...params, growPx: 0, featherPx: 8, strength: 1, area: 'whole' }
  const inpaint = {
    ...request(jobs.edit),
    ...sourceFacts,
    editPrompt: 'add a banana',
    negativePrompt: '',
    params: editParams,
    outputCount: 1,
  }
  const pixels = {
    bytes: mask.bytes,
    width: 64,
    height: 64,
    coveredPixels: 100,
    totalPixels: 4096,
    bbox: { x: 0, y: 0, width: 1, height: 1 },
  }
  const edit: readonly EditJobEvent[] = [
    { type: 'InpaintRequested', data: { ...inpaint, params: { ...editParams, area: 'whole' } } },
    { type: 'MaskStored', data: { jobId: jobs.edit, maskSha256: mask.sha256, ...pixels } },
  ]
  await eventStore.append(editJobStream(jobs.edit), 'no-stream', written(editJobStream(jobs.edit), edit))
  for (const jobId of [jobs.generation, jobs.cancelled]) {
    const generation = { type: 'GenerationRequested', data: { ...request(jobId), ...texts, studio, params, outputCount: 1 } }
    await eventStore.append(generationJobStream(jobId), 'no-stream', written(generationJobStream(jobId), [generation]))
  }
}

const finals = ['JobCompleted', 'JobFailed', 'JobCancelled']

/** Asks for the cancellation once the job has come as far as this seed wants it to. */
const cancelWhen = (seed: number) => {
  const steps = seed % 7
  return async (store: EventStore): Promise<void> => {
    const stream = generationJobStream(jobs.cancelled)
    const history = await store.readStream(stream)
    const types = history.map(({ type }) => type)
    if (history.length <= steps || ['CancellationRequested', 'OutputReceived', ...finals].some((type) => types.includes(type))) return
    await store.append(stream, BigInt(history.length - 1), written(stream, [{ type: 'CancellationRequested', data: {} }]))
  }
}

/** What a schedule saw, and how many of its three jobs were completed. */
type Seen = Figures & { readonly completed: number }

async function run(seed: number, plant?: (shared: Shared) => Shared): Promise<Seen> {
  const cancel = cancelWhen(seed)
  const posted: string[] = []
  const watched = (shared: Shared): Shared => {
    const { eventStore, imageEngine } = shared
    const submit: Shared['imageEngine']['submit'] = async (backendId, prepared) => {
      const events = (await eventStore.readAll(0n, 1_000, ['SubmissionStarted'])).events
      const intents = events.map(({ data }) => (data as { readonly engineJobId: string }).engineJobId)
      if (!intents.includes(prepared.engineJobId)) throw new BrokenPromise('the engine heard of a run before the log did')
      posted.push(prepared.engineJobId)
      return imageEngine.submit(backendId, prepared)
    }
    const append: EventStore['append'] = async (stream, after, events) => {
      const answer = await eventStore.append(stream, after, events)
      await cancel(eventStore)
      return answer
    }
    const seen = { ...shared, eventStore: { ...eventStore, append }, imageEngine: { ...imageEngine, submit } }
    return plant === undefined ? seen : plant(seen)
  }
  broken.clear()
  const { shared, figures, finished } = await simulate(seed, prepare, allEnded, watched)
  const found = [...broken, ...(finished ? [] : ['not every job ended']), ...(await brokenPromises(shared))]
  if (found.length > 0) throw new Error(`seed ${seed}: ${found.join('; ')}`)
  const all = (await shared.eventStore.readAll(0n, 10_000, ['JobCompleted'])).events
  return { ...figures, completed: all.length }
}

const broken = new Set<string>()
class BrokenPromise extends Error {
  constructor(message: string) {
    super(message)
    broken.add(message)
  }
}

async function allEnded({ eventStore }: Shared): Promise<boolean> {
  const histories = await Promise.all(streams.map((stream) => eventStore.readStream(stream)))
  return histories.every((history) => finals.includes(history.at(-1)?.type ?? ''))
}

async function brokenPromises(shared: Shared): Promise<readonly string[]> {
  const all = (await shared.eventStore.readAll(0n, 10_000)).events
  const found = await Promise.all(streams.map((stream) => brokenByJob(shared, stream, all as readonly ImageAssetEvent[])))
  return found.flat()
}

async function brokenByJob(
  { eventStore, blobStorage, imageEngine }: Shared,
  stream: string,
  all: readonly ImageAssetEvent[],
): Promise<readonly string[]> {
  const history = await eventStore.readStream<EditJobEvent>(stream)
  const jobId = stream.slice(stream.indexOf('-') + 1)
  const ends = history.filter(({ type }) => finals.includes(type)).map(({ type }) => type)
  const assets = all.flatMap((event) => (event.type === 'ImageAssetCreated' && event.data.jobId === jobId ? [event.data] : []))
  const persisted = history.flatMap((event) => (event.type === 'OutputPersisted' ? [event.data] : []))
  const received = history.flatMap((event) => (event.type === 'OutputReceived' ? [event.data] : []))
  const said: string[] = []
  if (ends.length !== 1 || history.at(-1)?.type !== ends[0]) said.push(`${stream} ends as ${history.map(({ type }) => type).join(' ')}`)
  if (received.some(({ engineJobId }) => !imageEngine.drawn.has(engineJobId))) said.push('a result was received that the engine never drew')
  const images = new Set(persisted.map(({ assetId }) => assetId))
  if (ends[0] === 'JobCompleted' && (images.size !== 1 || assets.length !== 1)) said.push(`${assets.length} pictures of a completed job`)
  if (ends[0] === 'JobCancelled' && assets.length > 0) said.push('a picture of a cancelled job')
  if (assets.length > 1) said.push('two pictures of one output')
  for (const { assetId, sha256 } of persisted) {
    const asset = assets.find((candidate) => candidate.assetId === assetId)
    if (asset?.sha256 !== sha256) said.push('job and picture disagree about the bytes')
    for (const kind of ['image', 'thumbnail-256', 'thumbnail-512'] as const) {
      if (!(await blobStorage.has(kind, sha256))) said.push(`${blobKey(kind, sha256)} is missing`)
    }
  }
  return said
}

/** Bugs as they are really made, planted at the ports. */
const planted: Readonly<Record<string, (shared: Shared) => Shared>> = {
  'the intent is recorded after the submission': (shared) => {
    let held: Parameters<EventStore['append']> | null = null
    let isSent = false
    const flush = async (): Promise<void> => {
      const due = held
      held = null
      if (due !== null) await shared.eventStore.append(...due)
    }
    const eventStore: EventStore = {
      ...shared.eventStore,
      async append(stream, after, events) {
        if (!events.some(({ type }) => type === 'SubmissionStarted')) return shared.eventStore.append(stream, after, events)
        held = [stream, after, events]
        isSent = false
        return { outcome: 'stored', revision: 0n, position: 1n }
      },
      async readStream<Event extends DomainEvent>(stream: string) {
        if (isSent) await flush()
        return shared.eventStore.readStream<Event>(stream)
      },
    }
    const submit: Shared['imageEngine']['submit'] = (...asked) => {
      isSent = true
      return shared.imageEngine.submit(...asked)
    }
    return { ...shared, eventStore, imageEngine: { ...shared.imageEngine, submit } }
  },
  'pictures get random ids': (shared) => {
    let count = 0
    const named = (name: string): string =>
      shared.idSource.named(name.includes('/output/') ? `${name} ${(count += 1)} ${Math.random()}` : name)
    return { ...shared, idSource: { ...shared.idSource, named } }
  },
  'what the engine does not know counts as done': (shared) => {
    const lookUp: Shared['imageEngine']['lookUp'] = async (backendId, engineJobId) => {
      const state = await shared.imageEngine.lookUp(backendId, engineJobId)
      if (state.state !== 'unknown') return state
      return {
        state: 'done',
        outputs: [{ index: 0, ref: 'none' }],
        warnings: [],
        timings: { startedAt: null, finishedAt: null, cachedNodes: 0 },
      }
    }
    return { ...shared, imageEngine: { ...shared.imageEngine, lookUp } }
  },
}

// Thousands of outages are thrown on purpose, and what was on the stack then is a tenth of the work; a failure names its seed.
const stackFrames = Error.stackTraceLimit
beforeAll(() => void (Error.stackTraceLimit = 0))
afterAll(() => void (Error.stackTraceLimit = stackFrames))

describe('the job process', () => {
  it(`given ${schedules} schedules of crashes, outages, lost answers, amnesia and zombies, then every job ends once with its outputs`, async () => {
    const sum = { steps: 0, crashes: 0, outages: 0, ambiguous: 0, restarts: 0, expiries: 0, completed: 0 }
    for (let seed = 1; seed <= schedules; seed += 1) {
      const figures = await run(seed * 7_919)
      for (const name of Object.keys(sum) as (keyof Seen)[]) sum[name] += figures[name]
    }
    // A simulation without trouble would prove nothing.
    expect(Math.min(...Object.values(sum))).toBeGreaterThan(schedules)
  }, 300_000)

  it.each(Object.keys(planted))('given the mistake that %s, then the simulation finds it', async (name) => {
    let caught = 0
    for (let seed = 1; seed <= 60; seed += 1)
      caught += await run(seed * 7_919, planted[name]).then(
        () => 0,
        () => 1,
      )
    expect(caught).toBeGreaterThan(0)
  })
})
