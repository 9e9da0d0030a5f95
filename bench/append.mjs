import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { eventCodec } from '../dist/src/adapters/codec/codec.js'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPglite } from '../dist/src/adapters/postgres/open-pglite.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { postgresEventStore } from '../dist/src/adapters/postgres/postgres-event-store.js'
import { postgresSubjectKeys } from '../dist/src/adapters/postgres/postgres-subject-keys.js'

const migrations = 'src/adapters/postgres/migrations'
export const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** Appends of one event to new streams per second, by clients that each wait for their answer. */
export async function benchAppends({ postgresUrl, seconds, name }) {
  const postgres = {}
  await withDatabase(postgresUrl, name, async (url) => {
    const database = openPostgres(url, { log: quiet, poolSize: 4 })
    await migrate(database, migrations)
    const store = storeOn(database)
    await rate(store, 8, 0.5) // warm plans and connections
    for (const clients of [1, 8, 32]) postgres[clients] = await medianOf(() => rate(store, clients, seconds))
    await database.close()
  })
  const embedded = await openPglite(null)
  await migrate(embedded, migrations)
  const store = storeOn(embedded)
  await rate(store, 1, 0.5)
  const pglite = { 1: await medianOf(() => rate(store, 1, seconds)) }
  await embedded.close()
  return { postgres, pglite }
}

export const storeOn = (database) => postgresEventStore(database, eventCodec(postgresSubjectKeys(database, new Uint8Array(32).fill(7))))

export async function withDatabase(serverUrl, name, act) {
  const admin = async (sql, values) => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    const { rows } = await client.query(sql, values)
    await client.end()
    return rows
  }
  await admin(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  try {
    return await act(url.href)
  } finally {
    await emptied(name, admin)
    await admin(`drop database ${name} with (force)`)
  }
}

/**
 * A pool that has said goodbye is not gone yet: were its connections ended by force meanwhile, its own program would end of their error. One
 * that was left open by an act that failed is not waited for longer than a few seconds.
 */
async function emptied(name, admin) {
  for (let looks = 0; looks < 100; looks++) {
    const [{ left }] = await admin(
      `select count(*)::int as left from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
      [name],
    )
    if (left === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export const newEvent = () => {
  const assetId = randomUUID()
  const meta = { correlationId: assetId, causationId: assetId, actor: { kind: 'system', id: 'bench' } }
  return { type: 'ImageAssetFavourited', data: { assetId }, eventId: randomUUID(), meta }
}

const rate = (store, clients, seconds) =>
  rateOf(() => store.append(`imageAsset-${randomUUID()}`, 'no-stream', [newEvent()]), { clients, seconds })

/** Acts per second of clients that each wait for their answer, and then for 0 to `idleTurns` turns of the event loop: so they fall out of step. */
export async function rateOf(act, { clients, seconds, idleTurns = 0 }) {
  const until = performance.now() + seconds * 1000
  let done = 0
  const client = async () => {
    while (performance.now() < until) {
      await act()
      done++
      for (let turns = Math.floor(Math.random() * (idleTurns + 1)); turns > 0; turns--)
        await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const from = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  return Math.round(done / ((performance.now() - from) / 1000))
}

export async function medianOf(measure, runs = 3) {
  const figures = []
  for (let run = 0; run < runs; run++) figures.push(await measure())
  return figures.sort((a, b) => a - b)[runs >> 1]
}
