import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { freshSettings } from './adapters/blob-s3/test-bucket.ts'
import { startTestReceiver, type TestReceiver } from './adapters/telemetry/test-receiver.ts'
import { firstCharacter, freshDataDir, generate, removeDataDir, startTestServer, type TestServer } from './test-server.ts'

const dataDir = freshDataDir()
const settings = freshSettings()
const said: string[] = []
let receiver: TestReceiver
let server: TestServer

beforeAll(async () => {
  receiver = await startTestReceiver()
  const endpoint = settings.endpoint ?? ''
  const environment = {
    BLOB_STORE: 's3',
    S3_ENDPOINT: endpoint,
    S3_PUBLIC_ENDPOINT: endpoint,
    S3_BUCKET: settings.bucket,
    S3_ACCESS_KEY_ID: settings.accessKeyId,
    S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
    LOG_LEVEL: 'debug',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  }
  server = await startTestServer(dataDir, environment, (text) => said.push(text))
}, 120_000)
afterAll(async () => {
  await server.kill()
  await receiver.close()
  removeDataDir(dataDir)
})

it('given a link that is signed for a download, then neither log nor figures nor traces hold it or what it was signed with', async () => {
  const { client, token, characterId } = await firstCharacter(server.url)
  const { url = '' } = await generate(client, characterId, '1:1')
  const path = new URL(url ?? '', server.url).pathname
  const answer = await fetch(`${server.url}${path}?download`, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' })
  const link = new URL(answer.headers.get('location') ?? 'about:blank')
  const signature = link.searchParams.get('X-Amz-Signature') ?? ''
  expect(signature.length).toBeGreaterThan(32)
  const figures = await (await fetch(`${server.url}/metrics`)).text()
  expect(figures).toContain('studio_blob_operation_seconds')
  expect(await server.stop()).toBe(0)
  expect(receiver.spans().map(({ name }) => name)).toContain('linkImageFile')
  for (const told of [said.join(''), figures, receiver.text()]) {
    expect(told).not.toContain(signature)
    expect(told).not.toContain('X-Amz-')
    expect(told).not.toContain(settings.secretAccessKey)
    expect(told).not.toContain(token)
  }
}, 120_000)
