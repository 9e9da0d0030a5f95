// Many people who look on: event streams of theirs on every API, and how long after a job was accepted each of them hears of it.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import pg from 'pg'
import { fleetClient } from './fleet.mjs'
import { askForPicture, makeCharacter } from './load-jobs.mjs'

/**
 * `streams` event streams of `users` people, spread over all APIs; then `jobs` are asked for. Each delay is from the moment at which a job
 * was accepted, by the server's clock, to that at which one of its owner's streams tells of it. A frame that never came is a failure.
 */
export async function benchStreams({ fleet, databaseUrl, users, streams, jobs, perSecond }) {
  const people = await makePeople(databaseUrl, users)
  const clients = people.map(({ token }) => fleetClient({ urls: fleet.urls, token }))
  const characters = []
  for (const client of clients.slice(0, jobs)) characters.push(await makeCharacter(client))
  const delays = []
  const hear = (job) => delays.push(Date.now() - Date.parse(job.requestedAt))
  const urls = fleet.urls()
  const open = await openAll(streams, (index) => openStream(urls[index % urls.length], people[index % users].token, hear))
  let [expected, failed] = [0, 0]
  const asking = []
  for (let asked = 0; asked < jobs; asked++) {
    const at = asked % characters.length
    expected += Math.floor(streams / users) + (at < streams % users ? 1 : 0)
    asking.push(askForPicture(clients[at], characters[at], asked).catch(() => (failed += 1)))
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond))
  }
  await Promise.all(asking)
  await untilTold(() => delays.length, expected)
  for (const stream of open) stream.destroy()
  return { delays, failed: failed + Math.max(0, expected - delays.length) }
}

/** Or until none was told for ten seconds: then the others are lost, and not late. */
async function untilTold(told, expected) {
  for (let [seen, quietLooks] = [0, 0]; told() < expected && quietLooks < 100; quietLooks = told() > seen ? 0 : quietLooks + 1) {
    seen = told()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** So many at a time: people do not come in one instant, and what is measured is how long they wait for news once they are there. */
const openingAtOnce = 50

async function openAll(streams, openOne) {
  const open = []
  let next = 0
  const lane = async () => {
    while (next < streams) open.push(await openOne(next++))
  }
  await Promise.all(Array.from({ length: openingAtOnce }, lane))
  return open
}

/** Resolves once the stream is ready. Tells of each job once: when it stands in line. */
function openStream(url, token, hear) {
  return new Promise((resolve, reject) => {
    const asked = request(new URL('/api/v1/events', url), { agent: false, headers: { authorization: `Bearer ${token}` } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`an event stream answered ${response.statusCode}`))
      const told = new Set()
      let rest = ''
      response.setEncoding('utf8').on('data', (text) => {
        const frames = (rest + text).split('\n\n')
        rest = frames.pop()
        for (const frame of frames) {
          if (frame.includes('event: ready')) resolve(asked)
          const job = frame.includes('event: job') ? JSON.parse(/^data: (.*)$/m.exec(frame)[1]).job : undefined
          if (job === undefined || told.has(job.id)) continue
          told.add(job.id)
          hear(job)
        }
      })
      response.on('error', () => undefined) // it is destroyed at the end
    })
    asked.on('error', reject).end()
  })
}

/** Straight into the database: two hundred slow password hashes would be a bench of their own. */
async function makePeople(databaseUrl, count) {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const people = Array.from({ length: count }, () => ({ id: randomUUID(), token: `ps_token_${randomBytes(32).toString('base64url')}` }))
  try {
    for (const { id, token } of people) {
      const digest = createHash('sha256').update(token).digest('hex')
      await client.query("insert into users (id, username, password_hash, role) values ($1, $2, '', 'member')", [id, `load-${id}`])
      await client.query(
        "insert into api_tokens (id, user_id, name, scopes, tail, secret_hash) values ($1, $2, 'load', '{read,write}', 'load', $3)",
        [randomUUID(), id, digest],
      )
    }
  } finally {
    await client.end()
  }
  return people
}
