import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import request from 'supertest'
import { queueRoom } from '../../application/job/queue-room.ts'
import { jobProcess } from '../../application/processes/job-process.ts'
import { runJobWorker } from '../../application/processes/job-worker.ts'
import { runTrashPurge } from '../../application/processes/purge-trash.ts'
import { runRemovals } from '../../application/processes/remove-erased-bytes.ts'
import { runProcess } from '../../application/processes/run-process.ts'
import type { Ports } from '../../application/ports/ports.ts'
import { useCases } from '../../application/wired-use-cases.ts'
import type { ViewStore } from '../../projections/projection.ts'
import { runProjections } from '../../projections/run-projections.ts'
import { insights, views } from '../../projections/views.ts'
import { eventCodec } from '../codec/codec.ts'
import { memoryBlobs } from '../memory/memory-blob-storage.ts'
import { scriptedEngine } from '../memory/scripted-engine.ts'
import { silentLog, unsignedPictures } from '../memory/test-world.ts'
import { wordImageCodec } from '../memory/word-image-codec.ts'
import type { Database } from '../postgres/database.ts'
import { postgresAccounts } from '../postgres/postgres-accounts.ts'
import { postgresAuditTrail } from '../postgres/postgres-audit-trail.ts'
import { postgresBlobReferences } from '../postgres/postgres-blob-references.ts'
import { postgresCheckpointStore } from '../postgres/postgres-checkpoint-store.ts'
import { postgresDrafts } from '../postgres/postgres-drafts.ts'
import { postgresEventStore } from '../postgres/postgres-event-store.ts'
import { postgresSubjectKeys } from '../postgres/postgres-subject-keys.ts'
import { postgresTaskQueue } from '../postgres/postgres-task-queue.ts'
import { freshPglite } from '../postgres/test-database.ts'
import { postgresQueries } from '../postgres/views/postgres-queries.ts'
import { postgresTrashedImages } from '../postgres/views/postgres-trashed-images.ts'
import { postgresViewStore } from '../postgres/views/postgres-view-store.ts'
import { memoryProgressHub } from '../system/memory-progress-hub.ts'
import { secrets } from '../system/secrets.ts'
import { systemClock } from '../system/system-clock.ts'
import { systemIds } from '../system/system-ids.ts'
import { httpServer } from './http-server.ts'
import type { DoorConfig } from './route.ts'

export type TestStudio = Awaited<ReturnType<typeof testStudio>>

/** The whole program on an embedded database, or on the one it is given, behind real HTTP; only pictures are words and the engine follows a script. */
export async function testStudio({ queueLimit = 50, on }: { readonly queueLimit?: number; readonly on?: Database } = {}) {
  const database = on ?? (await freshPglite())
  const clock = systemClock()
  const idSource = systemIds()
  const subjectKeys = postgresSubjectKeys(database, new Uint8Array(32))
  const codec = eventCodec(subjectKeys)
  const eventStore = postgresEventStore(database, codec)
  const [queries, blobs] = [postgresQueries(database), memoryBlobs()]
  const ports = {
    eventStore,
    auditTrail: postgresAuditTrail(database, codec),
    blobStorage: blobs.storage,
    blobReferences: postgresBlobReferences(database),
    imageCodec: wordImageCodec(),
    credentialSigner: unsignedPictures,
    imageEngine: scriptedEngine({ tickOnLook: true }),
    progressHub: memoryProgressHub(silentLog),
    accounts: postgresAccounts(database),
    secretSource: secrets(),
    draftStore: postgresDrafts(database),
    queueRoom: queueRoom({ jobCounts: queries.jobs, limits: { userQueueMax: queueLimit, queueMax: 1_000 } }),
    handleDirectory: queries.characters,
    idSource,
    clock,
  } satisfies Ports
  const viewStore = postgresViewStore(database)
  // The tables are there from the first moment, and empty until the views are started.
  for (const group of [views, insights]) await viewStore.open(group)
  const stop = new AbortController()
  const { server, url } = await listening()
  server.on(
    'request',
    httpServer({
      useCases: useCases(ports),
      queries,
      progress: ports.progressHub,
      config: configOf(url),
      ...{ log: silentLog, clock, version: '0' },
      stop: stop.signal,
    }),
  )
  const running: Promise<unknown>[] = []
  return {
    url,
    database,
    subjectKeys,
    viewStore,
    ports,
    blobArchive: blobs.archive,
    queries,
    agent: () => request(url),
    ...courseOf(database, ports, viewStore, stop.signal, running),
    close: async () => {
      stop.abort()
      server.closeAllConnections()
      server.close()
      await Promise.all(running)
      await database.close()
    },
  }
}

const configOf = (url: string): DoorConfig => ({
  publicUrl: () => url,
  rates: { readsPerMin: 100_000, writesPerMin: 100_000 },
  trashMs: 7 * 86_400_000,
  rootCertificate: '-----BEGIN CERTIFICATE-----\n',
  webDir: '/nowhere',
  docsScriptDir: '/nowhere',
})

async function listening() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Views follow the log, and jobs are driven, only from when a test says so. */
function courseOf(database: Database, ports: Ports, viewStore: ViewStore, stop: AbortSignal, running: Promise<unknown>[]) {
  const { clock, eventStore, idSource } = ports
  const taskQueue = postgresTaskQueue(database)
  const process = { eventStore, checkpointStore: postgresCheckpointStore(database), clock, log: silentLog }
  return {
    startViews: (): void => {
      const course = { store: eventStore, views: viewStore, pollMs: looksEveryMs, stop, log: silentLog, clock }
      for (const group of [views, insights]) running.push(runProjections({ ...course, group }))
    },
    startWork: (): void => {
      running.push(runProcess(process, jobProcess(idSource, { maxWaitMs: 60_000 }), { pollMs: looksEveryMs }, stop))
      running.push(runJobWorker({ ...ports, taskQueue, log: silentLog }, workerSettings, stop))
      running.push(runRemovals({ ...process, ...ports }, { pollMs: 20 }, stop))
    },
    /** From now on the trash keeps nothing. */
    startPurge: (): void => {
      const purge = { ...ports, trashedImages: postgresTrashedImages(database), log: silentLog }
      running.push(runTrashPurge(purge, { keepMs: 0, everyMs: 20 }, stop))
    },
  }
}

/** Whoever waits is called; to look fifty times a second took a sixth of what a test of two thousand requests takes. */
const looksEveryMs = 500

const workerSettings = {
  workerName: 'test',
  concurrency: 2,
  leaseMs: 30_000,
  heartbeatMs: 10_000,
  pollMs: looksEveryMs,
  enginePollMs: 20,
  graceMs: 5_000,
  attemptTimeoutMs: 60_000,
  maxWaitMs: 60_000,
}

/** What the browser sends with its cookie, after the first account was made. */
export async function firstAccount({ agent }: TestStudio, username = 'ada') {
  const answer = await agent().post('/api/v1/setup').send({ username, password: 'correct horse battery' }).expect(201)
  return browserOf(answer.headers['set-cookie'])
}

export async function anotherAccount(studio: TestStudio, admin: Readonly<Record<string, string>>, username: string) {
  const password = 'correct horse battery'
  await studio.agent().post('/api/v1/users').set(admin).send({ username, password }).expect(201)
  const answer = await studio.agent().post('/api/v1/session').send({ username, password }).expect(200)
  return browserOf(answer.headers['set-cookie'])
}

const browserOf = (setCookie: unknown): Readonly<Record<string, string>> => ({
  Cookie: String(setCookie).split(';', 1)[0] ?? '',
  'Sec-Fetch-Site': 'same-origin',
})

export const characterBody = {
  name: 'Mia',
  handle: 'mia',
  gender: 'female',
  style: 'realistic',
  age: 27,
  ethnicity: 'latina',
  skinColor: 'tan',
  eyeColor: 'brown',
  faceShape: 'oval',
  hairStyle: 'long wavy',
  hairColor: 'brown',
  bodyType: 'athletic',
}

export const studioBody = {
  scene: 'beach_day',
  environment: 'beach',
  outfit: 'summer dress',
  aspectRatio: '1:1',
  qualityMode: 'draft',
  nsfw: false,
}
