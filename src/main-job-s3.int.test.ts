import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { s3Bucket, type S3Bucket, type S3Settings } from './adapters/blob-s3/s3-bucket.ts'
import { freshSettings } from './adapters/blob-s3/test-bucket.ts'
import { lineTo, type Line } from './adapters/blob-s3/test-outage.ts'
import { disc, discEdit, proveEdit } from './test-edit-proof.ts'
import { freshDataDir, generate, removeDataDir, startTestServer, startTestStudio, type TestStudio } from './test-server.ts'

const environmentOf = ({ endpoint, bucket, accessKeyId, secretAccessKey }: S3Settings, through: string) => ({
  BLOB_STORE: 's3',
  S3_ENDPOINT: endpoint === null ? '' : through,
  S3_BUCKET: bucket,
  S3_ACCESS_KEY_ID: accessKeyId,
  S3_SECRET_ACCESS_KEY: secretAccessKey,
})

describe('the main job with pictures in a bucket', () => {
  const dataDir = freshDataDir()
  const settings = freshSettings()
  let line: Line
  let bucket: S3Bucket
  let studio: TestStudio

  beforeAll(async () => {
    line = await lineTo(settings.endpoint ?? '')
    bucket = s3Bucket(settings)
    studio = await startTestStudio(dataDir, environmentOf(settings, line.url))
  }, 120_000)

  afterAll(async () => {
    await studio.server.stop()
    await line.cut()
    bucket.close()
    removeDataDir(dataDir)
  })

  it('changes not one byte where the paste mask is 0, and keeps every file in the bucket', async () => {
    const { client, source } = studio
    const { result, ...proof } = await proveEdit(client, source, { painting: disc, growPx: 0, featherPx: 8 })
    expect(proof).toMatchObject({ maskIsKept: true, outsideChangedBytes: 0 })
    expect(proof.changedPixels).toBeGreaterThan(0)
    const { Contents = [] } = await bucket.client.send(new ListObjectsV2Command({ Bucket: bucket.name }))
    const kinds = Contents.map(({ Key = '' }) => Key.split('/')[0]).sort()
    const twice = (kind: string) => [kind, kind]
    expect(kinds).toEqual([...twice('image'), 'mask', ...twice('thumbnail-256'), ...twice('thumbnail-512'), ...twice('workflow')])
    expect(Contents.map(({ Key }) => Key)).toContain(result.s3Key)
    expect(readdirSync(dataDir)).not.toContain('blobs')
  }, 60_000)

  it('accepts nothing while the bucket cannot be reached, says so, and works again afterwards', async () => {
    const { client, characterId, source } = studio
    const edit = discEdit(source)
    const jobs = async (): Promise<number> => ((await client.get('/api/v1/jobs')) as { jobs: readonly unknown[] }).jobs.length
    const before = await jobs()
    await line.cut()
    await expect(client.post('/image/edit/inpaint', edit)).rejects.toThrow(/503 .*storage-unavailable/)
    await expect(generate(client, characterId, '1:1')).rejects.toThrow(/503 .*storage-unavailable/)
    expect(await jobs()).toBe(before)
    await line.mend()
    await expect(proveEdit(client, source, { painting: disc, growPx: 0, featherPx: 0 })).resolves.toMatchObject({ outsideChangedBytes: 0 })
  }, 90_000)
})

describe('a start with a bucket that cannot be used', () => {
  it.each([
    ['a wrong secret', () => environmentOf({ ...freshSettings(), secretAccessKey: 'a-wrong-secret' }, freshSettings().endpoint ?? '')],
    ['nobody at the address', () => environmentOf(freshSettings(), 'http://127.0.0.1:1')],
  ])('given %s, then it ends before it listens', async (_, environment) => {
    const dataDir = freshDataDir()
    try {
      await expect(startTestServer(dataDir, environment())).rejects.toThrow('ended with code 1 before it listened')
    } finally {
      removeDataDir(dataDir)
    }
  })
})
