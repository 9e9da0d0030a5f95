// An S3 server of one's own for tests: versitygw over a scratch folder, on a free port, stopped by process id.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.mjs'

const version = 'v1.8.0'
const keys = { S3_TEST_ACCESS_KEY_ID: 'tester', S3_TEST_SECRET_ACCESS_KEY: 'a-secret-of-tests' }

/**
 * What the tests read: the server of S3_TEST_ENDPOINT (with S3_TEST_ACCESS_KEY_ID and S3_TEST_SECRET_ACCESS_KEY), else one started here,
 * which is built once by Go's ordinary client and kept in the cache folder. `null` when there is neither.
 */
export async function findOrStartS3() {
  if (process.env.S3_TEST_ENDPOINT) return { environment: {}, stop: async () => {} }
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'persona-studio', `versitygw-${version}`)
  const server = join(folder, 'versitygw')
  return existsSync(server) || build(folder) ? start(server) : null
}

/** Answers whether it is there now. */
function build(folder) {
  const go = [...(process.env.PATH ?? '').split(':'), '/usr/local/go/bin'].map((path) => join(path, 'go')).find((path) => existsSync(path))
  if (go === undefined) return false
  console.log('Building an S3 server for the tests, once; this takes some minutes of a processor.')
  mkdirSync(folder, { recursive: true })
  const env = { ...process.env, GOBIN: folder }
  const stdio = ['ignore', 'ignore', 'inherit']
  return spawnSync(go, ['install', `github.com/versity/versitygw/cmd/versitygw@${version}`], { env, stdio }).status === 0
}

async function start(file) {
  const scratch = mkdtempSync(join(tmpdir(), 'persona-studio-s3-'))
  const port = await freePort()
  const [objects, metadata] = ['objects', 'metadata'].map((name) => join(scratch, name))
  for (const folder of [objects, metadata]) mkdirSync(folder)
  // Metadata beside the objects, not in attributes of files, which not every scratch folder can hold.
  const args = ['--port', `127.0.0.1:${port}`, 'posix', '--sidecar', metadata, objects]
  const env = { ...process.env, ROOT_ACCESS_KEY_ID: keys.S3_TEST_ACCESS_KEY_ID, ROOT_SECRET_ACCESS_KEY: keys.S3_TEST_SECRET_ACCESS_KEY }
  const server = spawn(file, args, { stdio: 'ignore', env })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const killNow = () => server.kill('SIGKILL')
  process.once('exit', killNow)
  const endpoint = `http://127.0.0.1:${port}`
  await untilAnswering(endpoint)
  return {
    environment: { S3_TEST_ENDPOINT: endpoint, ...keys },
    async stop() {
      process.removeListener('exit', killNow)
      server.kill('SIGTERM')
      await ended
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

async function untilAnswering(endpoint) {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(endpoint).catch(() => null) // refused while it is still starting
    if (answer !== null) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the S3 server did not start within 10 seconds')
}
