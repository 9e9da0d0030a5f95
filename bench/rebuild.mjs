import { randomUUID } from 'node:crypto'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { postgresViewStore } from '../dist/src/adapters/postgres/views/postgres-view-store.js'
import { swapProjection } from '../dist/src/projections/swap-projection.js'
import { views } from '../dist/src/projections/views.js'
import { quiet, storeOn, withDatabase } from './append.mjs'
import { drawnPicture } from './drawn-picture.mjs'

const clock = { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }
const eventsPerStream = 10

/**
 * Events per second of a rebuild of all views from an empty table to their swap, encrypted texts, indexes and statistics included. `cpuSeconds`:
 * seconds of processor time that this process took, which says more than the clock does on a machine that others use too.
 */
export async function benchRebuild({ postgresUrl, events = 20_000 }) {
  const streams = events / eventsPerStream
  return withDatabase(postgresUrl, `bench_${randomUUID().replaceAll('-', '')}`, async (url) => {
    const database = openPostgres(url, { log: quiet, poolSize: 4 })
    await migrate(database, 'src/adapters/postgres/migrations')
    const store = storeOn(database)
    await fill(store, streams)
    const head = await store.head()
    // The first version of all is shown while it is empty, and filled before everybody's eyes. Beside it a second is built as any later one is.
    await postgresViewStore(database).open(views)
    const viewStore = postgresViewStore(database, 2)
    const course = { store, views: viewStore, group: views, pollMs: 10, stop: new AbortController().signal, log: quiet, clock }
    const { position, status } = await viewStore.open(views)
    if (status !== 'rebuilding') throw new Error(`the version beside is ${status}`)
    const from = performance.now()
    const before = process.cpuUsage()
    const { outcome, position: reached } = await swapProjection(course, position)
    const seconds = (performance.now() - from) / 1000
    const { user, system } = process.cpuUsage(before)
    if (outcome !== 'shown' || reached < head) throw new Error(`the rebuild ended ${outcome} at ${reached} of ${head}`)
    await database.close()
    return { eventsPerSecond: Math.round(events / seconds), events, seconds, cpuSeconds: (user + system) / 1e6 }
  })
}

async function fill(store, streams) {
  const characterId = randomUUID()
  const ownerId = randomUUID()
  const studio = { scene: 'beach_day', environment: 'beach', outfit: 'summer dress', aspectRatio: '1:1', qualityMode: 'draft', nsfw: false }
  const meta = { correlationId: characterId, causationId: characterId, actor: { kind: 'user', id: ownerId } }
  const one = async (index) => {
    const assetId = randomUUID()
    const created = drawnPicture({
      assetId,
      seed: index,
      width: 1024,
      height: 1024,
      ownerId,
      characterId,
      sha256: 'a'.repeat(64),
      bytes: 2_000_000,
      prompt: `a picture on the beach, number ${index}`,
      userPrompt: 'beach',
      studio,
      createdAt: new Date(1_760_000_000_000 + index * 1000).toISOString(),
    })
    const turns = Array.from({ length: eventsPerStream - 1 }, (_, turn) => ({
      type: turn % 2 === 0 ? 'ImageAssetFavourited' : 'ImageAssetUnfavourited',
      data: { assetId },
    }))
    const events = [{ type: 'ImageAssetCreated', data: created }, ...turns].map((event) => ({ ...event, eventId: randomUUID(), meta }))
    await store.append(`imageAsset-${assetId}`, 'no-stream', events)
  }
  let next = 0
  const client = async () => {
    while (next < streams) await one(next++)
  }
  await Promise.all(Array.from({ length: 400 }, client))
}
