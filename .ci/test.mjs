// Runs every test: builds, starts a PostgreSQL of its own, finds Chromium, calls jest, stops what it started.
// Arguments go to jest (`npm test -- src/domain`). What cannot run is said in one line; under CI that is a failure.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'persona-studio-test-'))
const started = []
process.on('exit', stopEverything)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

execFileSync(process.execPath, ['.ci/build.mjs'], { stdio: 'inherit' })
const databaseUrl = process.env.TEST_DATABASE_URL ?? (await startPostgres())
const chromium = findFirst([process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'])
const skipped = []
if (databaseUrl === null) skipped.push('tests that need PostgreSQL (no initdb and postgres found; Debian: apt-get install postgresql)')
if (chromium === null) skipped.push('browser tests (no Chromium found; Debian: apt-get install chromium, or set CHROMIUM)')
for (const what of skipped) console.log(`SKIPPED: ${what}`)
if (skipped.length > 0 && process.env.CI === 'true') {
  console.log('Under CI nothing may be skipped.')
  process.exit(1)
}
process.exitCode = await runJest()

async function runJest() {
  const results = join(scratch, 'results.json')
  const projects = chromium === null ? ['server', 'web'] : ['server', 'web', 'browser']
  const ignored = databaseUrl === null ? ['--testPathIgnorePatterns', '/node_modules/', '/dist/', '[.]int[.]test[.]ts$'] : []
  const jest = [
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${results}`,
    '--selectProjects',
    ...projects,
    ...ignored,
    '--',
    ...process.argv.slice(2),
  ]
  const environment = {
    ...process.env,
    ...(databaseUrl === null ? {} : { TEST_DATABASE_URL: databaseUrl }),
    ...(chromium === null ? {} : { CHROMIUM: chromium }),
  }
  const child = spawn(process.execPath, jest, { stdio: ['ignore', 'ignore', 'inherit'], env: environment })
  started.push(child)
  const code = await new Promise((resolve) => child.on('exit', (exit) => resolve(exit ?? 1)))
  if (!existsSync(results)) return code || 1
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(readFileSync(results, 'utf8'))
  const pending = numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''
  console.log(`${numPassedTests} passed, ${Math.max(numFailedTests, Math.min(1, numFailedTestSuites))} failed${pending}`)
  return numPassedTests === 0 || numPendingTests > 0 ? 1 : code
}

/** Starts PostgreSQL in a folder of its own; it refuses to run as root, so then it runs as `postgres` or `nobody`. Answers its address, or null. */
async function startPostgres() {
  const bin = findFirst(
    ['/usr/lib/postgresql/15/bin', '/usr/lib/postgresql/16/bin', '/usr/lib/postgresql/17/bin', ...(process.env.PATH ?? '').split(':')].map(
      (folder) => join(folder, 'initdb'),
    ),
  )
  if (bin === null) return null
  const folder = join(bin, '..')
  const account = process.getuid?.() === 0 ? accountForPostgres() : {}
  const data = join(scratch, 'postgres')
  if (account.uid !== undefined) chownSync(scratch, account.uid, account.gid)
  execFileSync(bin, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { ...account, stdio: 'ignore', cwd: scratch })
  const port = await freePort()
  const options = ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', '-p', String(port), '-k', scratch]
  const server = spawn(join(folder, 'postgres'), ['-D', data, ...options], { ...account, stdio: 'ignore', cwd: scratch })
  started.push(server)
  await untilListening(port)
  return `postgres://postgres@127.0.0.1:${port}/postgres`
}

function accountForPostgres() {
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

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

function findFirst(paths) {
  return paths.find((path) => path !== undefined && existsSync(path)) ?? null
}

function stopEverything() {
  for (const child of started) if (child.exitCode === null && child.pid !== undefined) process.kill(child.pid, 'SIGINT') // PostgreSQL: fast shutdown
  rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
