// What a fleet stands on while it is measured: a PostgreSQL database and a bucket of its own, an engine that takes no time, keys, people.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../.ci/postgres.mjs'
import { findOrStartS3 } from '../.ci/s3.mjs'
import { firstToken } from '../dist/src/adapters/cli/studio-client.js'
import { openIdentity } from '../dist/src/adapters/credentials/open-identity.js'
import { startFleet } from './fleet.mjs'

/** High enough never to be met: what is measured is the Studio and not its patience. */
const noLimits = { RATE_READS_PER_MIN: '1000000', RATE_WRITES_PER_MIN: '1000000', QUEUE_MAX: '100000', USER_QUEUE_MAX: '100000' }

/** Opens what fleets share; each fleet has a database, a folder and a bucket of its own. */
export async function openLoadWorld() {
  const [postgres, s3] = await Promise.all([startPostgres(), findOrStartS3()])
  const engine = await startEngine()
  return {
    /** Starts a fleet, calls `act` with it and its first account's token, and stops it again. */
    async withFleet({ counts, environment = {}, clocks, onCrash }, act) {
      const dir = mkdtempSync(join(tmpdir(), 'studio-load-'))
      const database = await freshDatabase(postgres.url)
      await openIdentity(null, dir, Date.now())
      const shared = { ...noLimits, ...environmentOf(dir, database.url, engine.url), ...bucketOf(s3), ...environment }
      const fleet = await startFleet({ counts, environment: shared, clocks, onCrash, output: 2 })
      try {
        const token = await firstToken(fleet.urls()[0], 'tester', 'a-long-password')
        return await act({ fleet, token, databaseUrl: database.url, environment: shared })
      } finally {
        await fleet.stop()
        await database.drop()
        rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
      }
    },
    async close() {
      engine.stop()
      await Promise.all([postgres.stop(), s3?.stop()])
    },
  }
}

const environmentOf = (dir, databaseUrl, engineUrl) => ({
  DATABASE_URL: databaseUrl,
  DATA_DIR: dir,
  DATA_KEY: 'ab'.repeat(32),
  CREDENTIALS_CERT: join(dir, 'credentials.pem'),
  CREDENTIALS_KEY: join(dir, 'credentials.key'),
  COMFYUI_URLS: engineUrl,
})

/** Without an S3 server the pictures lie in a folder, which one machine can share. */
function bucketOf(s3) {
  if (s3 === null) return {}
  const known = { ...process.env, ...s3.environment }
  return {
    BLOB_STORE: 's3',
    S3_ENDPOINT: known.S3_TEST_ENDPOINT,
    S3_BUCKET: `load-${randomUUID()}`,
    S3_ACCESS_KEY_ID: known.S3_TEST_ACCESS_KEY_ID,
    S3_SECRET_ACCESS_KEY: known.S3_TEST_SECRET_ACCESS_KEY,
  }
}

async function freshDatabase(serverUrl) {
  const name = `load_${randomUUID().replaceAll('-', '')}`
  const onServer = async (sql) => {
    const client = new pg.Client(serverUrl)
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await onServer(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(`drop database ${name} with (force)`) }
}

async function startEngine() {
  const child = fork(join(import.meta.dirname, 'load-engine.mjs'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const url = await new Promise((resolve, reject) => {
    child.once('message', ({ listening }) => resolve(listening))
    child.once('exit', (code) => reject(new Error(`the engine ended with code ${code}`)))
  })
  return { url, stop: () => child.disconnect() }
}
