// What the log costs beside its peers in one run: `npm run bench:events -- --json` prints one JSON object as its last line. Ratios hold,
// absolutes are this machine's. `--events 1000000` for the rebuild at size. Emmett is fetched into a folder of its own, or left out.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startPostgres } from '../.ci/postgres.mjs'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { newEvent, quiet, rateOf, storeOn, withDatabase } from './append.mjs'
import { benchInsights } from './insights.mjs'
import { benchRebuild } from './rebuild.mjs'
import { benchSigning } from './signing.mjs'
import { countRace } from './race.mjs'

const clientCounts = [1, 8, 32]
const rounds = 5
const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '2' },
    events: { type: 'string', default: '100000' },
    jobs: { type: 'string', default: '1000000' },
  },
})
const seconds = Number(flags.seconds)
const postgres = await startPostgres()
try {
  const { append, outOfStep } = await benchPeers()
  say(`append/s in step      ours ${words(append.ours)} · emmett ${words(append.emmett)} · one insert a statement ${words(append.ceiling)}`)
  say(`append/s out of step  ours ${words(outOfStep.ours)} · emmett ${words(outOfStep.emmett)}`)
  const { lost, reordered } = await inDatabase((url) => countRace(url, { writers: 20, eventsEach: 500 }))
  const readStream1000Ms = await inDatabase(readStream)
  const { eventsPerSecond, mix, cpuMicrosPerEvent } = await benchRebuild({ postgresUrl: postgres.url, events: Number(flags.events) })
  const insightsMsAt1M = await inDatabase((url) => benchInsights(url, Number(flags.jobs)))
  const signPngMs = await benchSigning()
  const rssMb = Math.round(process.memoryUsage().rss / 1e6)
  say(`race ${lost} lost, ${reordered} reordered; a stream of 1000 in ${readStream1000Ms} ms; rebuild ${eventsPerSecond} events/s`)
  say(`rebuild of ${flags.events} ${mix}, processor time an event: ${JSON.stringify(cpuMicrosPerEvent)} us`)
  say(`insights over ${flags.jobs} jobs ${insightsMsAt1M} ms; sign a PNG ${signPngMs} ms; ${rssMb} MB`)
  const figures = { lost, reordered, readStream1000Ms, rebuildEventsPerSecond: eventsPerSecond, insightsMsAt1M, signPngMs, rssMb }
  console.log(JSON.stringify({ append, outOfStep, ...figures }))
} finally {
  await postgres.stop()
}

/** The same act on each store: one event to a new stream, by clients that each wait for their answer. */
async function benchPeers() {
  const peers = { ours: await openOurs(), emmett: await openEmmett(), ceiling: await openCeiling() }
  for (const peer of Object.values(peers)) await peer?.append() // connections, and the plans of a first statement
  const append = await ratesOf(peers, clientCounts, 0)
  const { ceiling, ...outOfStep } = await ratesOf(peers, [8, 32], 8)
  for (const peer of Object.values(peers)) await peer?.close()
  return { append, outOfStep }
}

/** Medians by peer and number of clients. All peers in each round, so that a machine that is slower for a while is so for all of them. */
async function ratesOf(peers, counts, idleTurns) {
  const rates = Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, peer === null ? null : {}]))
  for (const clients of counts) {
    const measured = Object.fromEntries(Object.keys(peers).map((name) => [name, []]))
    for (let round = 0; round < rounds; round++)
      for (const [name, peer] of Object.entries(peers))
        if (peer !== null) measured[name].push(await rateOf(peer.append, { clients, seconds, idleTurns }))
    for (const [name, figures] of Object.entries(measured))
      if (rates[name] !== null) rates[name][clients] = figures.sort((a, b) => a - b)[rounds >> 1]
  }
  return rates
}

async function openOurs() {
  const { url, drop } = await freshDatabase()
  const database = openPostgres(url, { log: quiet, poolSize: 10 })
  await migrate(database, 'src/adapters/postgres/migrations')
  const store = storeOn(database)
  return {
    append: () => store.append(`imageAsset-${randomUUID()}`, 'no-stream', [newEvent()]),
    close: async () => {
      await database.close()
      await drop()
    },
  }
}

/** The newest of npm, in a folder of its own: it is a peer, not a part of the program. */
async function openEmmett() {
  const folder = mkdtempSync(join(tmpdir(), 'emmett-'))
  const packages = ['@event-driven-io/emmett@0.42.0', '@event-driven-io/emmett-postgresql@0.42.0']
  try {
    execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', ...packages], { stdio: 'ignore' })
  } catch {
    say('emmett could not be fetched and is left out')
    rmSync(folder, { recursive: true, force: true })
    return null
  }
  const { getPostgreSQLEventStore } = createRequire(join(folder, 'x.js'))('@event-driven-io/emmett-postgresql')
  const { url, drop } = await freshDatabase()
  const store = getPostgreSQLEventStore(url)
  await store.appendToStream('warm-1', [{ type: 'Warm', data: {} }])
  return {
    append: () => {
      const { type, data } = newEvent()
      return store.appendToStream(`imageAsset-${randomUUID()}`, [{ type, data }], { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' })
    },
    close: async () => {
      await store.close()
      await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a bare insert of the same row costs, without streams, order or expected revisions. */
async function openCeiling() {
  const { url, drop } = await freshDatabase()
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  await pool.query(
    'create table log (position bigserial primary key, stream_id text, event_id uuid unique, type text, data jsonb, meta jsonb)',
  )
  const insert = { name: 'insert', text: 'insert into log (stream_id, event_id, type, data, meta) values ($1, $2, $3, $4, $5)' }
  return {
    append: () => {
      const { eventId, type, data, meta } = newEvent()
      return pool.query({ ...insert, values: [`imageAsset-${randomUUID()}`, eventId, type, data, meta] })
    },
    close: async () => {
      await pool.end()
      await drop()
    },
  }
}

async function readStream(url) {
  const database = openPostgres(url, { log: quiet, poolSize: 4 })
  await migrate(database, 'src/adapters/postgres/migrations')
  const store = storeOn(database)
  const stream = `imageAsset-${randomUUID()}`
  for (const after of ['no-stream', 499n])
    await store.append(
      stream,
      after,
      Array.from({ length: 500 }, () => newEvent()),
    )
  const figures = []
  for (let run = 0; run < 15; run++) {
    const from = performance.now()
    const { length } = await store.readStream(stream)
    if (length !== 1000) throw new Error(`expected 1000 events, read ${length}`)
    figures.push(performance.now() - from)
  }
  await database.close()
  return Math.round(figures.sort((a, b) => a - b)[7] * 10) / 10
}

function freshName() {
  return `bench_${randomUUID().replaceAll('-', '')}`
}

function inDatabase(act) {
  return withDatabase(postgres.url, freshName(), act)
}

/** A database for as long as its opener wants it. */
async function freshDatabase() {
  let drop = () => undefined
  const closed = new Promise((resolve) => (drop = resolve))
  let gone = null
  const url = await new Promise((resolve, reject) => {
    gone = withDatabase(postgres.url, freshName(), async (address) => {
      resolve(address)
      await closed
    })
    gone.catch(reject)
  })
  return {
    url,
    drop: async () => {
      drop()
      await gone
    },
  }
}

function words(figures) {
  return figures === null
    ? 'not measured'
    : Object.entries(figures)
        .map(([clients, rate]) => `${clients}: ${rate}`)
        .join('  ')
}

function say(line) {
  if (flags.json) console.error(line)
  else console.log(line)
}
