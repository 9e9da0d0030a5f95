// A fleet of real processes by role, for tests and benches: started, killed, stopped and started again, each on a port that stays its own.
import { fork } from 'node:child_process'
import { freePort } from '../.ci/free-port.mjs'

/** Shortened by configuration alone, so that what takes minutes in an installation can be seen in seconds. */
const shortClocks = { LEASE_MS: '2000', HEARTBEAT_MS: '500', POLL_MS: '100', ENGINE_POLL_MS: '150', GRACE_MS: '2500' }

/** `clocks: {}` are those that people have. */
export async function startFleet({ counts, environment, clocks = shortClocks, onCrash, output = 'ignore' }) {
  const roles = Object.entries(counts).flatMap(([role, count]) => Array.from({ length: count }, () => role))
  const parts = await Promise.all(
    roles.map(async (role, index) =>
      part({ role, index, port: await freePort(), environment: { ...clocks, ...environment }, onCrash, output }),
    ),
  )
  const fleet = {
    parts,
    of: (role) => parts.filter((one) => one.role === role),
    /** Of every API, whether it runs at this moment or not. */
    urls: () => fleet.of('api').map(({ url }) => url),
    stop: () => Promise.all(parts.map((one) => one.end('SIGTERM'))),
  }
  // The first brings the database up to date; the others find it so.
  await parts[0].start()
  await Promise.all(parts.slice(1).map((one) => one.start())).catch(async (error) => {
    await Promise.all(parts.map((one) => one.end('SIGKILL')))
    throw error
  })
  return fleet
}

function part({ role, index, port, environment, onCrash, output }) {
  const env = {
    PATH: process.env.PATH,
    LOG_LEVEL: 'error',
    NODE_NO_WARNINGS: '1',
    ...environment,
    APP_ROLE: role,
    HOST: '127.0.0.1',
    PORT: String(port),
  }
  let child = null
  let ended = Promise.resolve(null)
  let ending = false
  return {
    role,
    name: `${role}-${index}`,
    url: `http://127.0.0.1:${port}`,
    /** Resolves once it listens. */
    async start() {
      ending = false
      child = fork('dist/src/main.js', [], { env, stdio: ['ignore', output, 'inherit', 'ipc'] })
      const started = child
      ended = new Promise((resolve) => started.once('exit', resolve))
      ended.then((code) => (ending ? undefined : onCrash?.(`${role}-${index} ended with code ${code}`)))
      await new Promise((resolve, reject) => {
        started.once('message', resolve)
        started.once('exit', (code) => reject(new Error(`${role}-${index} ended with code ${code} before it listened`)))
      })
    },
    /** Its exit code; null when it was killed. */
    async end(signal) {
      ending = true
      child?.kill(signal)
      return ended
    },
  }
}

/**
 * A client that goes on to the next API when one refuses the connection, breaks it or answers 503; a change carries a key, so that it is
 * made once. Gives up after `patienceMs`.
 */
export function fleetClient({ urls, token, patienceMs = 120_000 }) {
  const tally = { requests: 0, retries: 0, failed: 0 }
  let turn = 0

  async function ask(path, init) {
    const until = Date.now() + patienceMs
    tally.requests += 1
    for (let last = 'no answer'; ; tally.retries += 1) {
      const url = urls()[turn++ % urls().length]
      const response = await fetch(new URL(path, url), {
        ...init,
        headers: { authorization: `Bearer ${token}`, ...init.headers },
        signal: AbortSignal.timeout(30_000),
      }).catch((error) => {
        last = String(error.cause ?? error)
        return null
      })
      if (response !== null && response.status !== 503) {
        const body = await response.json().catch(() => null) // cut off in the middle: asked for again
        if (body !== null) {
          if (response.ok) return body
          tally.failed += 1
          throw new Error(`${init.method} ${path} answered ${response.status} ${JSON.stringify(body)}`)
        }
      } else if (response !== null) last = `503 ${await response.text()}`
      if (Date.now() > until) {
        tally.failed += 1
        throw new Error(`${init.method} ${path} was not answered: ${last}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  return {
    tally,
    get: (path) => ask(path, { method: 'GET' }),
    post: (path, body, key) =>
      ask(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
      }),
  }
}
