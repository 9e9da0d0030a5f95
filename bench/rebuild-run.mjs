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
  const { mix, events, seconds, cpuMicrosPerEvent: costs, eventsPerSecond } = measured
  const cost = `each ${costs.program} us of this program's processor time and ${costs.database ?? 'unknown'} us of the server's`
  const words = `${events} events (${mix}) in ${seconds.toFixed(1)} s = ${eventsPerSecond} events/s, ${cost}`
  console.log(flags.json ? JSON.stringify(measured) : words)
} finally {
  await postgres.stop()
}
