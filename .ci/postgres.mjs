// A PostgreSQL of one's own for tests and benchmarks: in a folder of its own, on a free port, stopped by process id.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.mjs'

/**
 * TEST_DATABASE_URL as it is, else a server started here from the system's binaries. `null` when there is neither.
 * PostgreSQL refuses to run as root: it then runs as `postgres` or `nobody`.
 */
export async function findOrStartPostgres() {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
  const folders = [
    '/usr/lib/postgresql/15/bin',
    '/usr/lib/postgresql/16/bin',
    '/usr/lib/postgresql/17/bin',
    ...(process.env.PATH ?? '').split(':'),
  ]
  const folder = folders.find((path) => existsSync(join(path, 'initdb')) && existsSync(join(path, 'postgres')))
  return folder === undefined ? null : start(folder)
}

export async function startPostgres() {
  const postgres = await findOrStartPostgres()
  if (postgres === null) throw new Error('no PostgreSQL found (Debian: apt-get install postgresql), and TEST_DATABASE_URL is not set')
  return postgres
}

async function start(folder) {
  const scratch = mkdtempSync(join(tmpdir(), 'persona-studio-postgres-'))
  const account = process.getuid?.() === 0 ? unprivileged() : {}
  if (account.uid !== undefined) chownSync(scratch, account.uid, account.gid)
  const data = join(scratch, 'data')
  execFileSync(join(folder, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...account,
    stdio: 'ignore',
    cwd: scratch,
  })
  const port = await freePort()
  const options = ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', '-p', String(port), '-k', scratch]
  const server = spawn(join(folder, 'postgres'), ['-D', data, ...options], { ...account, stdio: 'ignore', cwd: scratch })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const killNow = () => server.kill('SIGQUIT') // immediate shutdown: nothing in there is to be kept
  process.once('exit', killNow)
  await untilListening(port)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      process.removeListener('exit', killNow)
      server.kill('SIGINT') // fast shutdown
      await ended
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

function unprivileged() {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const line = lines.find((entry) => entry.startsWith('postgres:')) ?? lines.find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

async function untilListening(port) {
  const { default: pg } = await import('pg')
  for (let tries = 0; tries < 100; tries++) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100)) // still starting
    }
  }
  throw new Error('PostgreSQL did not start within 10 seconds')
}
