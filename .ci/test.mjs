// Runs every test: builds, and meanwhile starts a PostgreSQL and an S3 server of its own, finds Chromium, calls jest, holds the pages to their sizes, stops what it started.
// Arguments go to jest (`npm test -- src/domain`). What cannot run is said in one line; under CI that is a failure.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOrFetchVerifier } from './c2pa.mjs'
import { findOrStartPostgres } from './postgres.mjs'
import { findOrStartS3 } from './s3.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'persona-studio-tests-'))
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
const embeddedDatabase = join(scratch, 'database')
const built = run('.ci/build.mjs').then(() => run('.ci/embedded-database.mjs', embeddedDatabase))
const [postgres, s3, verifier] = await Promise.all([findOrStartPostgres(), findOrStartS3(), findOrFetchVerifier(), built])
// The shell is the same engine without the window around it: a quarter of a page's work is spared.
const chromium = [
  process.env.CHROMIUM,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path))
const skipped = []
if (postgres === null) skipped.push('tests that need PostgreSQL (no initdb and postgres found; Debian: apt-get install postgresql)')
if (s3 === null) skipped.push('tests that need an S3 server (none could be built: install Go 1.21 or newer, or set S3_TEST_ENDPOINT)')
if (verifier === null) skipped.push('tests with the public C2PA verifier (needs Python 3 with pip; Debian: apt-get install python3-pip)')
if (chromium === undefined) skipped.push('browser tests (no Chromium found; Debian: apt-get install chromium, or set CHROMIUM)')
for (const what of skipped) console.log(`SKIPPED: ${what}`)
if (skipped.length > 0 && process.env.CI === 'true') {
  console.log('Under CI nothing may be skipped.')
  process.exit(1)
}
process.exitCode = (await runJest()) || sizes()
await Promise.all([postgres?.stop(), s3?.stop()])

/** Throws unless the script ends well. */
async function run(...script) {
  const [code] = await once(spawn(process.execPath, script, { stdio: 'inherit' }), 'exit')
  if (code !== 0) throw new Error(`${script[0]} failed`)
}

/** What a browser must fetch may not grow past its limits; the sizes are said only where they do. */
function sizes() {
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/size-limit/bin.js'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) console.log(stdout)
  return status ?? 1
}

async function runJest() {
  const results = join(scratch, 'results.json')
  const projects = chromium === undefined ? ['server', 'web'] : ['server', 'web', 'browser']
  // Whose name has `s3` in it needs such a server, the one of the public verifier that, all others of their kind PostgreSQL.
  const withoutPostgres = postgres === null ? ['/(?![^/]*(s3|public-verifier))[^/]*[.]int[.]test[.]ts$'] : []
  const withoutS3 = s3 === null ? ['/[^/]*s3[^/]*[.]int[.]test[.]ts$'] : []
  const withoutVerifier = verifier === null ? ['/public-verifier[.]int[.]test[.]ts$'] : []
  const ignored = ['--testPathIgnorePatterns', '/node_modules/', '/dist/', ...withoutPostgres, ...withoutS3, ...withoutVerifier]
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
    TEST_EMBEDDED_DATABASE: embeddedDatabase,
    ...(postgres === null ? {} : { TEST_DATABASE_URL: postgres.url }),
    ...s3?.environment,
    ...verifier?.environment,
    ...(chromium === undefined ? {} : { CHROMIUM: chromium }),
  }
  const child = spawn(process.execPath, jest, { stdio: ['ignore', 'ignore', 'inherit'], env: environment })
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
  const code = await new Promise((resolve) => child.on('exit', (exit) => resolve(exit ?? 1)))
  const report = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : null
  if (report === null) return code || 1
  const { numPassedTests: passed, numFailedTests, numPendingTests: pending, numFailedTestSuites } = report
  const failed = Math.max(numFailedTests, Math.min(1, numFailedTestSuites))
  console.log(`${passed} passed, ${failed} failed${pending > 0 ? `, ${pending} skipped` : ''}`)
  return passed === 0 || pending > 0 ? 1 : code
}
