import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { environmentExample, readConfig } from './config.ts'
import { ConfigInvalid } from './config-values.ts'

describe('configuration', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'config-'))
  })
  afterEach(() => rmSync(dir, { recursive: true }))
  const read = (environment: Record<string, string>) => readConfig('/program', { DATA_DIR: dir, ...environment })

  it('runs a laptop without a word', () => {
    expect(read({})).toMatchObject({ host: '127.0.0.1', port: 3000, databaseUrl: null, comfyuiUrls: null, publicUrl: null })
  })

  it('limits a laptop as it limits a fleet', () => {
    const { limits, clocks } = read({})
    expect(limits).toEqual({
      queueMax: 1_000,
      userQueueMax: 50,
      podQueueDepth: 2,
      diskFloorBytes: 500_000_000,
      trashMs: 30 * 24 * 3_600_000,
      rateWritesPerMin: 120,
      rateReadsPerMin: 1_200,
    })
    expect(clocks).toEqual({
      leaseMs: 30_000,
      heartbeatMs: 10_000,
      pollMs: 250,
      enginePollMs: 1_000,
      graceMs: 25_000,
      attemptTimeoutMs: 900_000,
      maxWaitMs: 86_400_000,
    })
    expect(read({ DISK_FLOOR_MB: '0' }).limits.diskFloorBytes).toBe(0)
  })

  it('follows nobody until told where to', () => {
    expect(read({}).otlpEndpoint).toBeNull()
    expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }).otlpEndpoint).toBe('http://collector:4318')
  })

  it('makes its own key once, for its owner’s eyes only', () => {
    const first = read({})
    expect([first.dataKey.length, first.dataKeyIsNew]).toEqual([32, true])
    expect(statSync(join(dir, 'data.key')).mode & 0o777).toBe(0o600)
    const second = read({})
    expect([second.dataKey, second.dataKeyIsNew]).toEqual([first.dataKey, false])
  })

  it.each(['', 'half a k', 'f'.repeat(63)])('refuses to start with a damaged key of its own (%p), and leaves it as it is', (kept) => {
    writeFileSync(join(dir, 'data.key'), kept)
    expect(() => read({})).toThrow(ConfigInvalid)
    expect(readFileSync(join(dir, 'data.key'), 'utf8')).toBe(kept)
  })

  it('takes empty variables as unset and trims addresses', () => {
    expect(read({ PORT: '', PUBLIC_URL: 'https://studio.example/', COMFYUI_URLS: 'http://a:8188/, http://b:8188' })).toMatchObject({
      port: 3000,
      publicUrl: 'https://studio.example',
      comfyuiUrls: ['http://a:8188', 'http://b:8188'],
    })
  })

  const part = {
    APP_ROLE: 'api',
    DATABASE_URL: 'postgres://studio@host/studio',
    DATA_KEY: 'ab'.repeat(32),
    CREDENTIALS_CERT: 'credentials.pem',
    CREDENTIALS_KEY: 'credentials.key',
    COMFYUI_URLS: 'http://pod:8188',
  }

  it('runs a part of a fleet that is given what its processes must share', () => {
    expect(read(part).role).toBe('api')
    expect(read({ ...part, APP_ROLE: 'worker', COMFYUI_URLS: '', COMFYUI_PODS_FILE: 'pods.json' }).role).toBe('worker')
    expect(read({ ...part, APP_ROLE: 'projector', COMFYUI_URLS: '' }).role).toBe('projector')
    expect(read({ ...part, APP_ROLE: 'migrate', COMFYUI_URLS: '' }).role).toBe('migrate')
    expect(read({}).role).toBe('all')
  })

  const bucket = { S3_BUCKET: 'pictures', S3_ACCESS_KEY_ID: 'me', S3_SECRET_ACCESS_KEY: 'my-secret' }

  it('keeps blobs on disk until told otherwise, and knows a bucket before it is used', () => {
    expect(read({})).toMatchObject({ blobStore: 'fs', s3: null })
    expect(read(bucket)).toMatchObject({ blobStore: 'fs', s3: { bucket: 'pictures' } })
    expect(read({ ...bucket, BLOB_STORE: 's3', S3_ENDPOINT: 'http://minio:9000', S3_FORCE_PATH_STYLE: 'false' })).toMatchObject({
      blobStore: 's3',
      s3: { endpoint: 'http://minio:9000', publicEndpoint: null, region: 'us-east-1', forcePathStyle: false, checksums: 'supported' },
    })
  })

  it('keeps the log in the database until told otherwise', () => {
    const EVENTSTORE_URL = 'esdb+discover://one:2113,two:2113?tls=false'
    expect(read({ EVENTSTORE_URL })).toMatchObject({ eventStoreUrl: null })
    expect(read({ EVENTSTORE_URL, EVENT_STORE: 'eventstoredb' })).toMatchObject({ eventStoreUrl: EVENTSTORE_URL })
  })

  it.each([
    [{ PORT: 'eighty' }, 'PORT: expected a whole number from 0 to 65535'],
    [{ DATABASE_URL: 'mysql://secret@host/db' }, 'DATABASE_URL: '],
    [{ APP_ROLE: 'eighty' }, 'APP_ROLE: expected one of `all`, `api`, `worker`, `projector`, `migrate`'],
    [{ ...part, DATABASE_URL: '' }, 'DATABASE_URL: expected a PostgreSQL; the embedded database is of one process alone'],
    [{ ...part, APP_ROLE: 'projector', DATABASE_URL: '' }, 'DATABASE_URL: expected a PostgreSQL'],
    [{ ...part, DATA_KEY: '' }, 'DATA_KEY: expected 64 hexadecimal digits'],
    [{ ...part, CREDENTIALS_CERT: '', CREDENTIALS_KEY: '' }, 'CREDENTIALS_CERT: expected a PEM file'],
    [{ ...part, APP_ROLE: 'worker', COMFYUI_URLS: '' }, 'COMFYUI_URLS: expected when APP_ROLE is not `all`'],
    [{ NODE_ENV: 'production' }, 'DATA_KEY: expected 64 hexadecimal digits'],
    [{ NODE_ENV: 'production', DATA_KEY: 'ab'.repeat(32) }, 'CREDENTIALS_CERT: expected a PEM file'],
    [{ CREDENTIALS_CERT: '/secret.pem' }, 'CREDENTIALS_KEY: expected beside CREDENTIALS_CERT'],
    [{ DATA_KEY: 'tooshortsecret' }, 'DATA_KEY: expected 64 hexadecimal digits'],
    [{ EVENT_STORE: 'eventstoredb' }, 'EVENTSTORE_URL: expected for EVENT_STORE=eventstoredb'],
    [{ EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: 'http://secret' }, 'EVENTSTORE_URL: expected an address that begins with esdb://'],
    [{ BLOB_STORE: 's3' }, 'S3_BUCKET: expected, because'],
    [{ ...bucket, S3_SECRET_ACCESS_KEY: '' }, 'S3_SECRET_ACCESS_KEY: expected, because'],
    [{ S3_ENDPOINT: 'http://minio:9000' }, 'S3_ACCESS_KEY_ID: expected, because'],
    [{ ...bucket, S3_BUCKET: 'Secret!' }, 'S3_BUCKET: expected 3 to 63'],
    [{ ...bucket, S3_FORCE_PATH_STYLE: 'eighty' }, 'S3_FORCE_PATH_STYLE: expected `true` or `false`'],
    [{ BLOB_STORE: 'tape' }, 'BLOB_STORE: expected `fs` or `s3`'],
    [{ COMFYUI_URLS: 'ftp://pod' }, 'COMFYUI_URLS'],
    [{ COMFYUI_URLS: 'http://secret', COMFYUI_PODS_FILE: 'pods.json' }, 'not both'],
  ])('refuses %p with the variable and what was expected, never with the value', (environment, expected) => {
    const attempt = () => read(environment as Record<string, string>)
    expect(attempt).toThrow(ConfigInvalid)
    expect(attempt).toThrow(expected)
    expect(attempt).not.toThrow(/secret|Secret!|tooshort|eighty|ftp:\/\/pod/)
    expect(existsSync(join(dir, 'data.key'))).toBe(false)
  })

  it('is what .env.example tells', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(environmentExample())
  })
})
