import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { fleetClient } from '../bench/fleet.mjs'
import type { WireImage } from './adapters/http/contract/image.ts'
import type { JobResults, JobsAccepted } from './adapters/http/contract/job.ts'
import { emptyPostgres, type TestDatabase } from './adapters/postgres/test-database.ts'
import { discEdit } from './test-edit-proof.ts'
import { freshDataDir, removeDataDir, startTestStudio, type TestStudio } from './test-server.ts'

/** A busy machine may need minutes for what takes seconds. */
const patienceMs = 600_000
const [edits, cutsOfEach] = [4, 5]

const dataDir = freshDataDir()
let database: TestDatabase
let studio: TestStudio

beforeAll(async () => {
  database = await emptyPostgres()
  studio = await startTestStudio(dataDir, { DATABASE_URL: database.url, LOG_LEVEL: 'silent' })
}, patienceMs)

afterAll(async () => {
  await studio.server.stop()
  await database.drop()
  removeDataDir(dataDir)
})

it(
  'given a database that breaks off all connections over and over, then what was accepted is made once, and askers hear 503 at worst',
  async () => {
    const { server, token, source, characterId } = studio
    const client = fleetClient({ urls: () => [server.url], token, patienceMs })
    const accepted: string[] = []
    for (let number = 0; number < edits; number += 1) {
      const asked = client.post('/image/edit/inpaint', discEdit(source), randomUUID()) as Promise<JobsAccepted>
      await breakConnections()
      accepted.push((await asked).promptId)
    }
    for (const jobId of accepted) {
      for (let cuts = 0; ; cuts += 1) {
        if (cuts < cutsOfEach) await breakConnections()
        const { status, images } = (await client.get(`/image/comfyui/${jobId}/results`)) as JobResults
        if (status === 'completed') expect(images).toHaveLength(1)
        expect(status).not.toBe('failed')
        if (status === 'completed' && cuts >= cutsOfEach) break
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
    const gallery = (await client.get(`/image-gallery/characters/${characterId}/images`)) as { readonly images: readonly WireImage[] }
    expect(gallery.images.map(({ jobId }) => jobId).sort()).toEqual([source.jobId, ...accepted].sort())
  },
  patienceMs,
)

/** Of everybody but the one that does it, the listening ones included. */
const breakConnections = (): Promise<unknown> =>
  database.database.knex.raw(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
