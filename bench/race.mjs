import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { quiet, storeOn } from './append.mjs'

/**
 * Two processes whose writers append through the coalescing store, while a reader in a third follows: how many events it never saw, saw
 * twice, or saw out of the order of their stream or of their positions.
 */
export async function countRace(url, { writers, eventsEach }) {
  const database = openPostgres(url, { log: quiet, poolSize: 2 })
  await migrate(database, 'src/adapters/postgres/migrations')
  const store = storeOn(database)
  const seen = new Set()
  const latest = new Map()
  let [reordered, duplicates, position, writing] = [0, 0, 0n, true]
  const read = async () => {
    const page = await store.readAll(position, 500)
    for (const event of page.events) {
      if (event.position <= position || event.revision !== (latest.get(event.stream) ?? -1n) + 1n) reordered++
      if (seen.has(event.eventId)) duplicates++
      latest.set(event.stream, event.revision)
      position = event.position
      seen.add(event.eventId)
    }
    position = page.scannedTo
    return page.events.length
  }
  const reader = (async () => {
    while (writing) await read()
    while ((await read()) > 0);
  })()
  const perProcess = Math.ceil(writers / 2)
  await Promise.all([0, 1].map(() => writer([url, perProcess, eventsEach])))
  writing = false
  await reader
  await database.close()
  return { lost: 2 * perProcess * eventsEach - seen.size, reordered, duplicates }
}

async function writer(args) {
  const child = spawn(process.execPath, ['bench/race-writer.mjs', ...args.map(String)], { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`a writer of the race ended with ${code}`)
}
