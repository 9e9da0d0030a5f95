// What a fleet bears: `npm run bench:load -- --json [--scale small|full]`. The last line is one JSON object { jobsPerSecond: { "1", "3" },
// acceptP50Ms, acceptP95Ms, pollP99Ms, sseDelayP95Ms, galleryP99Ms, galleryGrowth10kTo1M, failedRequests }. Real processes on one
// machine, which also runs the engine, the database and those who ask: ratios hold, absolutes are this machine's. At the scale
// `small` the galleries have 1,000 and 10,000 pictures. Needs a PostgreSQL, the build, and an S3 server where Go or S3_TEST_ENDPOINT gives one.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { fleetClient } from './fleet.mjs'
import { benchGalleries } from './load-gallery.mjs'
import { fillGallery } from './load-gallery-rows.mjs'
import { benchJobs, quantile } from './load-jobs.mjs'
import { benchPolls } from './load-polls.mjs'
import { benchStreams } from './load-streams.mjs'
import { openLoadWorld } from './load-world.mjs'

const scales = {
  small: {
    jobs: 20,
    atOnce: 4,
    perSecond: 200,
    seconds: 3,
    users: 20,
    streams: 100,
    streamJobs: 20,
    galleries: [1_000, 10_000],
    rounds: 4,
  },
  full: {
    jobs: 200,
    atOnce: 16,
    perSecond: 500,
    seconds: 20,
    users: 200,
    streams: 1_000,
    streamJobs: 200,
    galleries: [10_000, 1_000_000],
    rounds: 20,
  },
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
  const three = await world.withFleet({ counts: { api: 1, worker: 3, projector: 1 } }, jobsOf)
  const streams = await world.withFleet({ counts: { api: 2, worker: 0, projector: 1 } }, ({ fleet, databaseUrl }) =>
    benchStreams({ fleet, databaseUrl, users: scale.users, streams: scale.streams, jobs: scale.streamJobs, perSecond: 10 }),
  )
  say(`streams   ${scale.streams} of ${scale.users} people: p50 ${rounded(quantile(streams.delays, 0.5))} ms`)
  const [small, large] = await galleries(scale.galleries)
  const acceptMs = [...one.acceptMs, ...three.acceptMs]
  const figures = {
    jobsPerSecond: { 1: rounded(one.jobsPerSecond), 3: rounded(three.jobsPerSecond) },
    acceptP50Ms: rounded(quantile(acceptMs, 0.5)),
    acceptP95Ms: rounded(quantile(acceptMs, 0.95)),
    pollP99Ms: rounded(quantile(one.polls.times, 0.99)),
    sseDelayP95Ms: rounded(quantile(streams.delays, 0.95)),
    galleryP99Ms: rounded(quantile(large.times, 0.99)),
    galleryGrowth10kTo1M: hundredths(quantile(large.times, 0.99) / quantile(small.times, 0.99)),
    failedRequests: one.failed + three.failed + streams.failed + small.failed + large.failed,
  }
  console.log(JSON.stringify(figures))
} finally {
  await world.close()
}

async function jobsOf({ fleet, token }) {
  const client = fleetClient({ urls: fleet.urls, token })
  const workers = fleet.of('worker').length
  const made = await benchJobs({ client, jobs: scale.jobs, atOnce: scale.atOnce })
  say(`jobs      ${rounded(made.jobsPerSecond)}/s with ${workers} of the workers, accepted in ${rounded(quantile(made.acceptMs, 0.5))} ms`)
  return { ...made, failed: client.tally.failed }
}

async function jobsAndPolls({ fleet, token }) {
  const made = await jobsOf({ fleet, token })
  const polls = await benchPolls({
    url: fleet.urls()[0],
    token,
    jobIds: made.accepted,
    perSecond: scale.perSecond,
    seconds: scale.seconds,
  })
  say(`polls     ${scale.perSecond}/s: p50 ${rounded(quantile(polls.times, 0.5))} ms, ${polls.unchanged} of ${polls.times.length} were 304`)
  return { ...made, polls, failed: made.failed + polls.failed }
}

/**
 * Both are there at once, each behind a fleet of its own, and are asked in turns. Their clocks are those that people have: with short ones,
 * two idle projectors took a tenth of this machine's time beside the pages.
 */
async function galleries([smallCount, largeCount]) {
  const filled = (count, act) =>
    world.withFleet({ counts: { api: 1, projector: 1 }, clocks: {} }, async ({ fleet, token, databaseUrl }) => {
      const [url] = fleet.urls()
      const { id: ownerId } = (await fleetClient({ urls: fleet.urls, token }).get('/api/v1/me')).user
      const untilMs = Date.now()
      const startedAt = performance.now()
      await fillGallery(databaseUrl, {
        ownerId,
        count,
        untilMs,
        onProgress: (done) => done % 100_000 === 0 && say(`gallery   ${done} pictures`),
      })
      say(`gallery   ${count} pictures through the projections in ${Math.round((performance.now() - startedAt) / 1_000)} s`)
      return act({ url, token, count, untilMs })
    })
  const tallies = await filled(smallCount, (small) =>
    filled(largeCount, (large) => benchGalleries([small, large], { rounds: scale.rounds })),
  )
  for (const [what, times] of Object.entries(tallies[1].byQuestion)) {
    const other = tallies[0].byQuestion[what]
    say(
      `gallery   ${what}: p50 ${rounded(quantile(times, 0.5))} ms, p99 ${rounded(quantile(times, 0.99))} ms; of ${smallCount} ${rounded(quantile(other, 0.5))} and ${rounded(quantile(other, 0.99))}`,
    )
  }
  return tallies
}

function rounded(figure) {
  return Math.round(figure * 10) / 10
}

function hundredths(figure) {
  return Math.round(figure * 100) / 100
}

function say(line) {
  if (flags.json) console.error(line)
  else console.log(line)
}
