// What the parts cost on this machine: `npm run bench -- --json` prints one JSON object as its last line. Ratios hold, absolutes are this machine's.
// Needs a PostgreSQL (TEST_DATABASE_URL, or the system's, started for the purpose) and the build.
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { startPostgres } from '../.ci/postgres.mjs'
import { benchAppends } from './append.mjs'
import { benchPictures } from './pictures.mjs'
import { benchRebuild } from './rebuild.mjs'

const { values: flags } = parseArgs({ options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '2' } } })
const seconds = Number(flags.seconds)
const postgres = await startPostgres()
try {
  const append = await benchAppends({ postgresUrl: postgres.url, seconds, name: `bench_${randomUUID().replaceAll('-', '')}` })
  say(
    `append/s  PostgreSQL 1: ${append.postgres['1']}  8: ${append.postgres['8']}  32: ${append.postgres['32']}  PGlite 1: ${append.pglite['1']}`,
  )
  say(`          32 clients = ${(append.postgres['32'] / append.postgres['1']).toFixed(1)} × one`)
  const { eventsPerSecond: rebuildEventsPerSecond } = await benchRebuild({ postgresUrl: postgres.url })
  say(`rebuild   ${rebuildEventsPerSecond} events/s`)
  const pictures = await benchPictures()
  const appendMs = 1000 / append.pglite['1']
  say(
    `accept    ${pictures.acceptEditMs} ms an edit = ${(pictures.acceptEditMs / (pictures.bareDecodeMs + appendMs)).toFixed(2)} × (decode ${pictures.bareDecodeMs} ms + append ${appendMs.toFixed(2)} ms)`,
  )
  say(`paste     ${pictures.pasteBackMs} ms, paint ${pictures.paintMs} ms (1024²)`)
  console.log(JSON.stringify({ append, rebuildEventsPerSecond, ...pictures }))
} finally {
  await postgres.stop()
}

function say(line) {
  if (!flags.json) console.log(line)
  else console.error(line)
}
