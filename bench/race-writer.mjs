// A process of its own that appends one event after another to streams of its own: `race.mjs` starts two of them.
import { randomUUID } from 'node:crypto'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { newEvent, quiet, storeOn } from './append.mjs'

const [url, writers, eventsEach] = process.argv.slice(2)
const database = openPostgres(url, { log: quiet, poolSize: 6 })
const store = storeOn(database)
const write = async () => {
  const stream = `imageAsset-${randomUUID()}`
  for (let at = 0; at < Number(eventsEach); at++) {
    const { outcome } = await store.append(stream, at === 0 ? 'no-stream' : BigInt(at - 1), [newEvent()])
    if (outcome !== 'stored') throw new Error(`an append of the race ended ${outcome}`)
  }
}
await Promise.all(Array.from({ length: Number(writers) }, write))
await database.close()
