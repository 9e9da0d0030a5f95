// `npm run bench:rebuild -- [--events 1000000] [--mix toggles | jobs] [--json]`: how fast all views are built anew from a long log.
// Needs a PostgreSQL (TEST_DATABASE_URL, or the system's, started for the purpose) and the build.
import { parseArgs } from 'node:util'
import { startPostgres } from '../.ci/postgres.mjs'
import { benchRebuild } from './rebuild.mjs'

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    events: { type: 'string', default: '1000000' },
    mix: { type: 'string', default: 'toggles' },
  },
})
const postgres = await startPostgres()
try {
  const measured = await benchRebuild({ postgresUrl: postgres.url, events: Number(flags.events), mix: flags.mix })
  const { events, seconds, cpuSeconds, eventsPerSecond } = measured
  const words = `${events} events in ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of this process) = ${eventsPerSecond} events/s`
  console.log(flags.json ? JSON.stringify(measured) : words)
} finally {
  await postgres.stop()
}
