import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { emptyPostgres, type TestDatabase } from './adapters/postgres/test-database.ts'
import { freshDataDir, removeDataDir, startTestStudio, type TestStudio } from './test-server.ts'

describe('a program beside a newer one', () => {
  const dataDir = freshDataDir()
  let database: TestDatabase
  let studio: TestStudio

  beforeAll(async () => {
    database = await emptyPostgres()
    studio = await startTestStudio(dataDir, { DATABASE_URL: database.url, LOG_LEVEL: 'silent' })
  }, 120_000)

  afterAll(async () => {
    await studio.server.stop()
    await database.drop()
    removeDataDir(dataDir)
  })

  const ask = (path: string) => fetch(`${studio.server.url}${path}`, { headers: { authorization: `Bearer ${studio.token}` } })
  const startup = async () => (await (await ask('/health/startup')).json()) as Health
  async function until(reached: () => Promise<boolean>): Promise<void> {
    while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 50))
  }

  /** As a program of the next version would have appended it; answers its position. */
  async function appendNewer(): Promise<string> {
    const event = { id: randomUUID(), type: 'ImageAssetFavourited', schemaVersion: 99, data: { of: 'tomorrow' }, meta: {} }
    const append = { stream: `imageAsset-${studio.source.id}`, expected: '0', events: [event] }
    await database.database.knex.raw('select * from es.append_many(?::jsonb)', [JSON.stringify([append])])
    const { rows } = await database.database.knex.raw<{ rows: { position: string }[] }>('select max(position) as position from es.events')
    return rows[0]?.position ?? ''
  }

  it('stands before what only the newer one knows, says so and spoils nothing, and goes on behind it', async () => {
    expect((await ask('/health/ready')).status).toBe(200)
    const position = await appendNewer()
    await until(async () => (await startup()).waitsForNewer?.includes('views') === true)
    expect((await ask('/health/ready')).status).toBe(503)
    expect((await startup()).views.map(({ status }) => status)).toEqual(['running', 'running'])

    const picture = await ask(`/api/v1/images/${studio.source.id}/file`)
    expect([picture.status, ((await picture.json()) as { code: string }).code]).toEqual([503, 'database-unavailable'])
    expect(Number(picture.headers.get('retry-after'))).toBeGreaterThan(0)

    // What a newer projector does, seen from here.
    await database.database.knex('rm.versions').update({ position })
    await until(async () => (await startup()).waitsForNewer === undefined)
    expect((await ask('/health/ready')).status).toBe(200)
  }, 60_000)
})

type Health = { readonly views: readonly { readonly status: string }[]; readonly waitsForNewer?: readonly string[] }
