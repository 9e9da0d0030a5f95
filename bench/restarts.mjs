// Rolling restarts under load: `npm run test:restarts -- --json [--restarts 30] [--signal SIGTERM|SIGKILL] [--per-second 1]`. The last line
// is one JSON object { restarts, signal, accepted, lost, duplicate, failedRequests, retries, crashes }; all but the first three and
// `retries` must be 0, and the exit code says whether they are. Needs a PostgreSQL and the build. Two a second are all that two processors
// draw: parts would then wait for a processor and not for each other, and thirty restarts take a quarter of an hour.
import { parseArgs } from 'node:util'
import { fleetClient } from './fleet.mjs'
import { askForPicture, lostAndDuplicate, makeCharacter, picturesOf } from './load-jobs.mjs'
import { openLoadWorld } from './load-world.mjs'

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    restarts: { type: 'string', default: '30' },
    signal: { type: 'string', default: 'SIGTERM' },
    'per-second': { type: 'string', default: '1' },
  },
})
const [restarts, perSecond] = [Number(flags.restarts), Number(flags['per-second'])]
if (!(restarts >= 1) || !(perSecond > 0) || !['SIGTERM', 'SIGKILL'].includes(flags.signal)) {
  console.error('usage: test:restarts [--json] [--restarts 30] [--signal SIGTERM|SIGKILL] [--per-second 1]')
  process.exit(2)
}

const crashes = []
const world = await openLoadWorld()
const verdict = await world
  .withFleet({ counts: { api: 2, worker: 3, projector: 2 }, onCrash: (what) => crashes.push(what) }, underLoad)
  .finally(() => world.close())
for (const what of crashes) console.error(what)
console.log(JSON.stringify(verdict))
const { lost, duplicate, failedRequests } = verdict
process.exitCode = lost + duplicate + failedRequests + crashes.length === 0 ? 0 : 1

async function underLoad({ fleet, token }) {
  const client = fleetClient({ urls: fleet.urls, token })
  const characterId = await makeCharacter(client)
  const [accepted, watched, errors] = [[], [], []]
  let asking = true
  const asked = (async () => {
    for (let seed = 1; asking; seed++) {
      const jobId = await askForPicture(client, characterId, seed).catch((error) => void errors.push(error.message))
      if (jobId !== undefined) {
        accepted.push(jobId)
        watched.push(picturesOf(client, jobId).catch((error) => void errors.push(error.message)))
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond))
    }
  })()
  for (let done = 0; done < restarts; done++) {
    const part = fleet.parts[done % fleet.parts.length]
    const startedAt = Date.now()
    const code = await part.end(flags.signal)
    if (flags.signal === 'SIGTERM' && code !== 0) crashes.push(`${part.name} ended with code ${code} when it was told to stop`)
    const stoppedAt = Date.now()
    await part.start()
    console.error(
      `${done + 1}/${restarts} ${part.name}: ended in ${stoppedAt - startedAt} ms, back in ${Date.now() - stoppedAt} ms; ${accepted.length} jobs accepted`,
    )
  }
  asking = false
  await asked
  console.error(`waiting for ${accepted.length} jobs to end`)
  await Promise.all(watched)
  for (const error of errors) console.error(error)
  const { retries } = client.tally
  return {
    restarts,
    signal: flags.signal,
    accepted: accepted.length,
    ...(await lostAndDuplicate(client, characterId, accepted, errors.length)),
    failedRequests: errors.length,
    retries,
    crashes: crashes.length,
  }
}
