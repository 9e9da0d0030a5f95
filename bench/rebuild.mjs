import { randomUUID } from 'node:crypto'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { postgresViewStore } from '../dist/src/adapters/postgres/views/postgres-view-store.js'
import { swapProjection } from '../dist/src/projections/swap-projection.js'
import { views } from '../dist/src/projections/views.js'
import { quiet, storeOn, withDatabase } from './append.mjs'
import { drawnPicture } from './drawn-picture.mjs'
import { serverSeconds } from './server-processor.mjs'

const clock = { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }

/**
 * What a log is made of. `toggles`: ten events a stream, a picture and its favourite turned nine times, as event stores are mostly measured:
 * many events go into one row. `jobs`: eight events a picture, those of the job that drew it and one favourite, nearly what a studio in use
 * writes: every fourth event makes a row.
 */
const mixes = {
  toggles: { eventsPerPicture: 10, appendsOf: (picture) => [drawn(picture, 9)] },
  jobs: { eventsPerPicture: 8, appendsOf: (picture) => [jobOf(picture), drawn(picture, 1)] },
}

/**
 * Events per second of a rebuild of all views from an empty table to their swap, encrypted texts, indexes and statistics included. `cpuMicrosPerEvent`:
 * processor time that an event cost this process and the server, which says more than the clock does on a machine that others use too.
 */
export async function benchRebuild({ postgresUrl, events = 20_000, mix = 'toggles' }) {
  return withDatabase(postgresUrl, `bench_${randomUUID().replaceAll('-', '')}`, async (url) => {
    const database = openPostgres(url, { log: quiet, poolSize: 4 })
    await migrate(database, 'src/adapters/postgres/migrations')
    const store = storeOn(database)
    const stored = await fillLog(store, events, mix)
    const head = await store.head()
    // The first version of all is shown while it is empty, and filled before everybody's eyes. Beside it a second is built as any later one is.
    await postgresViewStore(database).open(views)
    const viewStore = postgresViewStore(database, 2)
    const course = { store, views: viewStore, group: views, pollMs: 10, stop: new AbortController().signal, log: quiet, clock }
    const { position, status } = await viewStore.open(views)
    if (status !== 'rebuilding') throw new Error(`the version beside is ${status}`)
    const from = performance.now()
    const before = process.cpuUsage()
    const serverBefore = await serverSeconds(database.knex)
    const { outcome, position: reached } = await swapProjection(course, position)
    const seconds = (performance.now() - from) / 1000
    const { user, system } = process.cpuUsage(before)
    const serverAfter = await serverSeconds(database.knex)
    if (outcome !== 'shown' || reached < head) throw new Error(`the rebuild ended ${outcome} at ${reached} of ${head}`)
    await database.close()
    const perEvent = (used) => Math.round((used / stored) * 1e7) / 10
    const cpuMicrosPerEvent = {
      program: perEvent((user + system) / 1e6),
      database: serverBefore === null || serverAfter === null ? null : perEvent(serverAfter - serverBefore),
    }
    return { mix, eventsPerSecond: Math.round(stored / seconds), events: stored, seconds, cpuMicrosPerEvent }
  })
}

/** Answers how many events there are now. */
export async function fillLog(store, events, mix) {
  const { eventsPerPicture, appendsOf } = mixes[mix]
  const pictures = Math.ceil(events / eventsPerPicture)
  const characterId = randomUUID()
  const ownerId = randomUUID()
  const meta = { correlationId: characterId, causationId: characterId, actor: { kind: 'user', id: ownerId } }
  let next = 0
  const client = async () => {
    while (next < pictures) {
      const picture = { index: next++, assetId: randomUUID(), jobId: randomUUID(), ownerId, characterId }
      for (const { stream, events } of appendsOf(picture))
        await store.append(
          stream,
          'no-stream',
          events.map((event) => ({ ...event, eventId: randomUUID(), meta })),
        )
    }
  }
  await Promise.all(Array.from({ length: 400 }, client))
  return pictures * eventsPerPicture
}

const momentOf = (index) => new Date(1_760_000_000_000 + index * 1000).toISOString()
const studio = { scene: 'beach_day', environment: 'beach', outfit: 'summer dress', aspectRatio: '1:1', qualityMode: 'draft', nsfw: false }
const sha256 = 'a'.repeat(64)

function wordsOf(index) {
  return { prompt: `a picture on the beach, number ${index}`, userPrompt: 'beach' }
}

/** A picture, and how its person then changes their mind. */
function drawn({ index, assetId, ownerId, characterId }, turns) {
  const told = { ownerId, characterId, sha256, bytes: 2_000_000, ...wordsOf(index), studio, createdAt: momentOf(index) }
  const data = drawnPicture({ assetId, seed: index, width: 1024, height: 1024, ...told })
  const turned = Array.from({ length: turns }, (_, turn) => ({
    type: turn % 2 === 0 ? 'ImageAssetFavourited' : 'ImageAssetUnfavourited',
    data: { assetId },
  }))
  return { stream: `imageAsset-${assetId}`, events: [{ type: 'ImageAssetCreated', data }, ...turned] }
}

/** The job that drew it, at the first try. */
function jobOf({ index, assetId, jobId, ownerId, characterId }) {
  const { params, negativePrompt } = drawnPicture({ assetId, seed: index, width: 1024, height: 1024 })
  const asked = { jobId, batchId: jobId, ownerId, characterId, requestedAt: momentOf(index), ...wordsOf(index), negativePrompt }
  const sent = { attempt: 1, engineJobId: jobId }
  const outputs = [{ index: 0, ref: `output/${jobId}.png` }]
  const timings = { startedAt: index, finishedAt: index + 4000, cachedNodes: 1 }
  const events = [
    { type: 'GenerationRequested', data: { ...asked, studio, params, outputCount: 1 } },
    { type: 'SubmissionStarted', data: { ...sent, backendId: 'preview', engine: 'preview', workflowSha256: sha256 } },
    { type: 'WorkflowQueued', data: sent },
    { type: 'OutputReceived', data: { ...sent, warnings: [], outputs, timings } },
    { type: 'OutputPersisted', data: { index: 0, assetId, sha256, bytes: 2_000_000, mime: 'image/png', width: 1024, height: 1024 } },
    { type: 'JobCompleted', data: { outputCount: 1, attempts: 1 } },
  ]
  return { stream: `generationJob-${jobId}`, events }
}
