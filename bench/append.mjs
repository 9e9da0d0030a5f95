import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { eventCodec } from '../dist/src/adapters/codec/codec.js'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPglite } from '../dist/src/adapters/postgres/open-pglite.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { postgresEventStore } from '../dist/src/adapters/postgres/postgres-event-store.js'
import { postgresSubjectKeys } from '../dist/src/adapters/postgres/postgres-subject-keys.js'

const migrations = 'src/adapters/postgres/migrations'
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** Appends of one event to new streams per second, by clients that each wait for their answer. */
export async function benchAppends({ postgresUrl, seconds, name }) {
  const postgres = {}
  await withDatabase(postgresUrl, name, async (url) => {
    const database = openPostgres(url, { log: quiet, poolSize: 4 })
    await migrate(database, migrations)
    const store = storeOn(database)
    await rate(store, 8, 0.5) // warm plans and connections
    for (const clients of [1, 8, 32]) postgres[clients] = await median(() => rate(store, clients, seconds))
    await database.close()
  })
  const embedded = await openPglite(null)
  await migrate(embedded, migrations)
  const store = storeOn(embedded)
  await rate(store, 1, 0.5)
  const pglite = { 1: await median(() => rate(store, 1, seconds)) }
  await embedded.close()
  return { postgres, pglite }
}

export const storeOn = (database) => postgresEventStore(database, eventCodec(postgresSubjectKeys(database, new Uint8Array(32).fill(7))))

export async function withDatabase(serverUrl, name, act) {
  const admin = async (sql) => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  await admin(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  try {
    return await act(url.href)
  } finally {
    await admin(`drop database ${name} with (force)`)
  }
}

async function rate(store, clients, seconds) {
  const until = performance.now() + seconds * 1000
  let appended = 0
  const client = async () => {
    while (performance.now() < until) {
      const assetId = randomUUID()
      const meta = { correlationId: assetId, causationId: assetId, actor: { kind: 'system', id: 'bench' } }
      await store.append(`imageAsset-${assetId}`, 'no-stream', [
        { type: 'ImageAssetFavourited', data: { assetId }, eventId: randomUUID(), meta },
      ])
      appended++
    }
  }
  const from = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  return Math.round(appended / ((performance.now() - from) / 1000))
}

async function median(measure, runs = 3) {
  const figures = []
  for (let run = 0; run < runs; run++) figures.push(await measure())
  return figures.sort((a, b) => a - b)[runs >> 1]
}
