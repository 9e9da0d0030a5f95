// What a fleet bears: `npm run bench:load -- --json [--scale small|full]`. The last line is one JSON object { jobsPerSecond: { "1", "3" },
// acceptP50Ms, acceptP95Ms, pollP99Ms, sseDelayP95Ms, galleryP99Ms, galleryGrowth10kTo1M, failedRequests }. Real processes on one
// machine, which also runs the engine, the database and those who ask: ratios hold, absolutes are this machine's. A figure that this
// run has no part for is null. Needs a PostgreSQL, the build, and an S3 server where Go or S3_TEST_ENDPOINT gives one.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { fleetClient } from './fleet.mjs'
import { benchJobs, quantile } from './load-jobs.mjs'
import { benchPolls } from './load-polls.mjs'
import { benchStreams } from './load-streams.mjs'
import { openLoadWorld } from './load-world.mjs'

const scales = {
  small: { jobs: 20, atOnce: 4, perSecond: 200, seconds: 3, users: 20, streams: 100, streamJobs: 20 },
  full: { jobs: 200, atOnce: 16, perSecond: 500, seconds: 20, users: 200, streams: 1_000, streamJobs: 200 },
}
const { values: flags } = parseArgs({ options: { json: { type: 'boolean', default: false }, scale: { type: 'string', default: 'full' } } })
const scale = scales[flags.scale]
if (scale === undefined) {
  console.error('usage: bench:load [--json] [--scale small|full]')
  process.exit(2)
}

const world = await openLoadWorld()
try {
  say(`${cpus().length} cores`)
  const one = await world.withFleet({ counts: { api: 1, worker: 1, projector: 1 } }, jobsAndPolls)
  const three = await world.withFleet({ counts: { api: 1, worker: 3, projector: 1 } }, jobsAndPolls)
  const streams = await world.withFleet({ counts: { api: 2, worker: 0, projector: 1 } }, ({ fleet, databaseUrl }) =>
    benchStreams({ fleet, databaseUrl, users: scale.users, streams: scale.streams, jobs: scale.streamJobs, perSecond: 10 }),
  )
  say(`streams   ${scale.streams} of ${scale.users} people: p50 ${rounded(quantile(streams.delays, 0.5))} ms`)
  const acceptMs = [...one.acceptMs, ...three.acceptMs]
  const figures = {
    jobsPerSecond: { 1: rounded(one.jobsPerSecond), 3: rounded(three.jobsPerSecond) },
    acceptP50Ms: rounded(quantile(acceptMs, 0.5)),
    acceptP95Ms: rounded(quantile(acceptMs, 0.95)),
    pollP99Ms: rounded(quantile(one.polls.times, 0.99)),
    sseDelayP95Ms: rounded(quantile(streams.delays, 0.95)),
    galleryP99Ms: null,
    galleryGrowth10kTo1M: null,
    failedRequests: one.failed + three.failed + streams.failed,
  }
  console.log(JSON.stringify(figures))
} finally {
  await world.close()
}

async function jobsAndPolls({ fleet, token }) {
  const client = fleetClient({ urls: fleet.urls, token })
  const workers = fleet.of('worker').length
  const made = await benchJobs({ client, jobs: scale.jobs, atOnce: scale.atOnce })
  say(`jobs      ${rounded(made.jobsPerSecond)}/s with ${workers} of the workers, accepted in ${rounded(quantile(made.acceptMs, 0.5))} ms`)
  const polls = await benchPolls({
    url: fleet.urls()[0],
    token,
    jobIds: made.accepted,
    perSecond: scale.perSecond,
    seconds: scale.seconds,
  })
  say(`polls     ${scale.perSecond}/s: p50 ${rounded(quantile(polls.times, 0.5))} ms, ${polls.unchanged} of ${polls.times.length} were 304`)
  return { ...made, polls, failed: client.tally.failed + polls.failed }
}

function rounded(figure) {
  return Math.round(figure * 10) / 10
}

function say(line) {
  if (flags.json) console.error(line)
  else console.log(line)
}
