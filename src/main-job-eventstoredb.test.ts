import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testEventStoreServer, type TestEventStore } from './adapters/eventstoredb/test-eventstore-server.ts'
import type { History } from './adapters/http/contract/audit.ts'
import { disc, discEdit, proveEdit } from './test-edit-proof.ts'
import { freshDataDir, removeDataDir, startTestServer, startTestStudio, type TestServer, type TestStudio } from './test-server.ts'

describe('the main job with the log in EventStoreDB, and views in the embedded database', () => {
  const dataDir = freshDataDir()
  let log: TestEventStore
  let environment: Readonly<Record<string, string>>
  let server: TestServer
  let studio: TestStudio

  beforeAll(async () => {
    log = await testEventStoreServer()
    environment = { EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: log.url }
    studio = await startTestStudio(dataDir, environment)
    server = studio.server
  }, 120_000)

  afterAll(async () => {
    await server.stop()
    log.stop()
    removeDataDir(dataDir)
  })

  it('changes not one byte where the paste mask is 0, and every fact of it is in EventStoreDB', async () => {
    const { client, source } = studio
    const { result, ...proof } = await proveEdit(client, source, { painting: disc, growPx: 0, featherPx: 8 })
    expect(proof).toMatchObject({ maskIsKept: true, outsideChangedBytes: 0 })
    const { events } = (await client.get(`/api/v1/jobs/${result.jobId ?? ''}/history`)) as History
    const stored = log.log.streams.get(`editJob-${result.jobId ?? ''}`) ?? []
    expect(stored.map(({ type }) => type)).toEqual(events.map(({ type }) => type))
    expect(stored.at(-1)?.type).toBe('JobCompleted')
  }, 60_000)

  it('tells who did what, though the log cannot be asked by content', async () => {
    const { events } = (await studio.client.get('/api/v1/audit')) as History
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['CharacterCreated', 'GenerationRequested', 'InpaintRequested']))
  }, 60_000)

  it('accepts nothing while EventStoreDB is away, and goes on by itself afterwards', async () => {
    const { client, source } = studio
    const edit = discEdit(source)
    log.stop()
    await expect(client.post('/image/edit/inpaint', edit)).rejects.toThrow(/503 /)
    await log.restart()
    const again = proveEdit(client, source, { painting: disc, growPx: 0, featherPx: 0 })
    await expect(again).resolves.toMatchObject({ outsideChangedBytes: 0 })
  }, 90_000)

  it('does not start with a log that ends before what was read of it, nor without the log', async () => {
    await server.stop()
    const other = await testEventStoreServer()
    const refused = 'ended with code 1 before it listened'
    await expect(startTestServer(dataDir, { ...environment, EVENTSTORE_URL: other.url })).rejects.toThrow(refused)
    await expect(startTestServer(dataDir)).rejects.toThrow(refused)
    other.stop()
    server = await startTestServer(dataDir, environment)
  }, 90_000)
})
