import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { fleetClient, startFleet, type Fleet, type FleetClient, type FleetPart } from '../bench/fleet.mjs'
import { freshSettings } from './adapters/blob-s3/test-bucket.ts'
import { startEmulator, type Emulator } from './adapters/comfyui-emulator/start-emulator.ts'
import { openIdentity } from './adapters/credentials/open-identity.ts'
import type { WireImage } from './adapters/http/contract/image.ts'
import type { JobResults, JobsAccepted, JobList } from './adapters/http/contract/job.ts'
import { emptyPostgres, type TestDatabase } from './adapters/postgres/test-database.ts'
import { pathsUnder } from './config-paths.ts'
import { discEdit } from './test-edit-proof.ts'
import { listenEverywhere, type Heard } from './test-fleet-stream.ts'
import { firstCharacter, freshDataDir, removeDataDir } from './test-server.ts'

const seed = Date.now() % 1_000_000
/** On a busy machine a process may need a minute to be back, and both APIs may be away at once. */
const patienceMs = 600_000
const counts = { api: 2, worker: 3, projector: 2 }
const [generations, edits, kills, mostDown] = [7, 3, 8, 2]
const form = { scene: 'beach_day', environment: 'beach', outfit: 'summer dress', aspectRatio: '1:1', qualityMode: 'draft', nsfw: false }

describe(`two APIs, three workers and two projectors that are killed at random (seed ${seed})`, () => {
  const dir = freshDataDir()
  const crashes: string[] = []
  let database: TestDatabase
  let engine: Emulator
  let fleet: Fleet
  let client: FleetClient
  let characterId: string
  let source: WireImage
  let stream: Heard
  let token: string

  beforeAll(async () => {
    database = await emptyPostgres()
    engine = await startEngine(dir)
    fleet = await startFleet({ counts, environment: await environmentOf(dir, database, engine), onCrash: (what) => crashes.push(what) })
    const first = await firstCharacter(fleet.urls()[0] ?? '')
    ;({ characterId, token } = first)
    client = fleetClient({ urls: fleet.urls, token, patienceMs })
    stream = listenEverywhere(fleet.urls, token)
    source = await pictureOf(client, await generated(1))
  }, patienceMs)

  afterAll(async () => {
    stream.leave()
    await fleet.stop()
    await engine.close()
    await database.drop()
    removeDataDir(dir)
  })

  it(
    'give every accepted job exactly one result, tell of it once and never wrongly, and lose nothing',
    async () => {
      const accepted = [source.jobId ?? '', ...(await jobsUnderFire())]
      const gallery = (await client.get(`/image-gallery/characters/${characterId}/images`)) as { images: readonly WireImage[] }
      expect(gallery.images.map(({ jobId }) => jobId).sort()).toEqual([...accepted].sort())
      const { jobs } = (await client.get('/api/v1/jobs?limit=100')) as JobList
      expect(jobs.map(({ id, state }) => [id, state]).sort()).toEqual(accepted.map((id) => [id, 'completed']).sort())
      await stream.untilCompleted(accepted)
      expect(stream.faults).toEqual([])
      expect(crashes).toEqual([])
    },
    2 * patienceMs,
  )

  it(
    'make one job of a request that reaches both APIs at once, and count calls together',
    async () => {
      const [key, body] = [randomUUID(), { characterId, ...form, seed: 99 }]
      const asked = fleet
        .urls()
        .flatMap((url) =>
          [url, url, url].map((one) => fleetClient({ urls: () => [one], token, patienceMs }).post('/image/generate/studio', body, key)),
        )
      const answers = (await Promise.all(asked)) as JobsAccepted[]
      expect(new Set(answers.map(({ promptId }) => promptId)).size).toBe(1)
      await pictureOf(client, answers[0]?.promptId ?? '')
      const [first = '', second = ''] = fleet.urls()
      let left = Infinity
      for (let calls = 0; calls < 5; calls++) left = await writesLeft(first, token)
      // Or the first of the next minute, should that begin just now.
      expect([left - 1, 119]).toContain(await writesLeft(second, token))
    },
    patienceMs,
  )

  it(
    'stop when they are told to, each on its own and without an error',
    async () => {
      expect(new Set(await fleet.stop())).toEqual(new Set([0]))
    },
    patienceMs,
  )

  const generated = async (number: number): Promise<string> => {
    const job = await client.post('/image/generate/studio', { characterId, ...form, seed: number }, randomUUID())
    return (job as JobsAccepted).promptId
  }
  const edited = async (): Promise<string> =>
    ((await client.post('/image/edit/inpaint', discEdit(source), randomUUID())) as JobsAccepted).promptId

  /** Asks for pictures while processes die; every job is polled from the moment on at which it was accepted. */
  async function jobsUnderFire(): Promise<readonly string[]> {
    const firing = killAtRandom(fleet)
    const wishes = [
      ...Array.from({ length: generations }, (_, index) => () => generated(index + 2)),
      ...Array.from({ length: edits }, () => edited),
    ]
    const ended: Promise<WireImage>[] = []
    const accepted: string[] = []
    for (const wish of wishes) {
      const jobId = await wish()
      accepted.push(jobId)
      ended.push(pictureOf(client, jobId))
    }
    await firing
    const pictures = await Promise.all(ended)
    // What was said once holds: asked again, whoever answers says the same.
    for (const [index, jobId] of accepted.entries()) expect((await pictureOf(client, jobId)).id).toBe(pictures[index]?.id)
    return accepted
  }
})

const startEngine = (dir: string): Promise<Emulator> => {
  const { recordings: recordingsDir, painterWorker: workerFile } = pathsUnder(process.cwd())
  return startEmulator({ port: 0, dir: join(dir, 'engine'), recordingsDir, painter: { workerFile }, stepMs: 10, pulid: 'without-finder' })
}

async function environmentOf(dir: string, database: TestDatabase, engine: Emulator): Promise<Readonly<Record<string, string>>> {
  await openIdentity(null, dir, Date.now())
  return {
    DATABASE_URL: database.url,
    DATA_DIR: dir,
    DATA_KEY: 'ab'.repeat(32),
    CREDENTIALS_CERT: join(dir, 'credentials.pem'),
    CREDENTIALS_KEY: join(dir, 'credentials.key'),
    COMFYUI_URLS: engine.url,
    ...pictures(),
    RATE_READS_PER_MIN: '100000',
  }
}

/** In a bucket, as several machines must have them; without an S3 server in a folder that all share, which one machine can. */
function pictures(): Readonly<Record<string, string>> {
  if (process.env['S3_TEST_ENDPOINT'] === undefined) return {}
  const { endpoint, bucket, accessKeyId, secretAccessKey } = freshSettings()
  return {
    BLOB_STORE: 's3',
    S3_ENDPOINT: endpoint ?? '',
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  }
}

/** How many changes this API says are left of the minute, after one that changes nothing. */
async function writesLeft(url: string, token: string): Promise<number> {
  const answer = await fetch(new URL('/api/v1/jobs/none/cancel', url), { method: 'POST', headers: { authorization: `Bearer ${token}` } })
  return Number(/;\s*r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1])
}

/** Polls whichever API answers until the job has ended; throws unless every answer on the way fits the one before. */
async function pictureOf(client: FleetClient, jobId: string): Promise<WireImage> {
  for (;;) {
    const { status, images, error } = (await client.get(`/image/comfyui/${jobId}/results`)) as JobResults
    if (status === 'failed') throw new Error(`the job failed: ${JSON.stringify(error)}`)
    const [image] = images
    if (status === 'completed' && image !== undefined && images.length === 1) return image
    if (status === 'completed' || images.length > 0) throw new Error(`${status} with ${images.length} images`)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

/** One after the other, whoever it hits; who was killed starts again, and until then one more may follow at most. */
async function killAtRandom(fleet: Fleet): Promise<void> {
  const random = seeded(seed)
  const starting = new Map<FleetPart, Promise<unknown>>()
  for (let killed = 0; killed < kills; killed++) {
    await new Promise((resolve) => setTimeout(resolve, 300 + 700 * random()))
    if (starting.size === mostDown) await Promise.race(starting.values())
    const up = fleet.parts.filter((part) => !starting.has(part))
    const victim = up[Math.floor(random() * up.length)] as FleetPart
    await victim.end('SIGKILL')
    starting.set(
      victim,
      victim.start().then(() => starting.delete(victim)),
    )
  }
  await Promise.all(starting.values())
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function seeded(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
