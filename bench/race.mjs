import { randomUUID } from 'node:crypto'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { newEvent, quiet, storeOn } from './append.mjs'

/**
 * Two stores with connections of their own, as two processes would have them, appended to by many writers while a reader follows: how many
 * events the reader never saw, and how many it saw out of the order of their stream or of their positions.
 */
export async function countRace(url, { writers, eventsEach }) {
  const databases = [0, 1].map(() => openPostgres(url, { log: quiet, poolSize: 6 }))
  await migrate(databases[0], 'src/adapters/postgres/migrations')
  const stores = databases.map(storeOn)
  const wanted = writers * eventsEach
  const seen = new Set()
  const latest = new Map()
  let reordered = 0
  let [position, writing] = [0n, true]
  const read = async () => {
    const page = await stores[0].readAll(position, 500)
    for (const event of page.events) {
      if (event.position <= position || event.revision !== (latest.get(event.stream) ?? -1n) + 1n) reordered++
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
  const writer = async (index) => {
    const stream = `imageAsset-${randomUUID()}`
    for (let at = 0; at < eventsEach; at++) {
      const { outcome } = await stores[index % 2].append(stream, at === 0 ? 'no-stream' : BigInt(at - 1), [newEvent()])
      if (outcome !== 'stored') throw new Error(`an append of the race ended ${outcome}`)
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, index) => writer(index)))
  writing = false
  await reader
  await Promise.all(databases.map((database) => database.close()))
  return { lost: wanted - seen.size, reordered }
}
