import { CreateBucketCommand, DeleteBucketCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, describe, expect, it } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { blobStorageContract, doorsOf, failureOf } from '../../application/ports/blob-storage.contract.ts'
import { StorageUnavailable } from '../../application/ports/blob-storage.ts'
import { s3BlobStorage } from './s3-blob-storage.ts'
import { s3Bucket, type S3Bucket, type S3Settings } from './s3-bucket.ts'
import { freshSettings } from './test-bucket.ts'

const bytes = new TextEncoder().encode('abc')
const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const key = `image/ba/${sha256}.png`

const opened: S3Bucket[] = []
afterEach(() => {
  for (const bucket of opened.splice(0)) bucket.close()
})
function bucketWith(changed: Partial<S3Settings> = {}): S3Bucket {
  const bucket = s3Bucket(freshSettings(changed))
  opened.push(bucket)
  return bucket
}

blobStorageContract('the storage in a bucket', () => Promise.resolve(s3BlobStorage(bucketWith())))
blobStorageContract('the storage in a bucket, with only the checksums that older servers know', () =>
  Promise.resolve(s3BlobStorage(bucketWith({ checksums: 'required' }))),
)

describe('the storage in a bucket', () => {
  it('given a bucket that is missing, then it is made once, also by twenty at the same time', async () => {
    const settings = freshSettings()
    const buckets = Array.from({ length: 20 }, () => s3Bucket(settings))
    opened.push(...buckets)
    await Promise.all(buckets.map((bucket) => s3BlobStorage(bucket).put('image', bytes)))
    expect(await s3BlobStorage(bucketWith(settings)).has('image', sha256)).toBe(true)
  })

  it('given a blob, then its object says what it is', async () => {
    const bucket = bucketWith()
    await s3BlobStorage(bucket).put('image', bytes)
    const { ContentType } = await bucket.client.send(new HeadObjectCommand({ Bucket: bucket.name, Key: key }))
    expect(ContentType).toBe('image/png')
  })

  it('given a blob that lost bytes, then putting it again mends it', async () => {
    const bucket = bucketWith()
    const storage = s3BlobStorage(bucket)
    await storage.put('image', bytes)
    await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key: key, Body: 'a' }))
    expect(await storage.put('image', bytes)).toEqual({ key, sha256, bytes: 3 })
    expect(Buffer.from((await storage.get('image', sha256)) ?? []).toString()).toBe('abc')
  })

  it('given a check, then it leaves nothing behind', async () => {
    const bucket = bucketWith()
    await s3BlobStorage(bucket).check()
    expect((await bucket.client.send(new ListObjectsV2Command({ Bucket: bucket.name }))).KeyCount).toBe(0)
  })

  it('given a wrong secret, then every door says so, and tells neither address nor key', async () => {
    const settings = freshSettings({ secretAccessKey: 'a-wrong-secret' })
    for (const door of doorsOf(s3BlobStorage(bucketWith(settings)))) {
      const failure = await failureOf(door())
      expect(failure).toBeInstanceOf(StorageUnavailable)
      expect((failure as Error).message).toBe('the bucket cannot be used (access denied)')
    }
  })

  it('given a bucket that was taken away, then nothing is said to be missing in it', async () => {
    const bucket = bucketWith()
    const storage = s3BlobStorage(bucket)
    await storage.check()
    await bucket.client.send(new DeleteBucketCommand({ Bucket: bucket.name }))
    await expect(storage.get('image', sha256)).rejects.toThrow(StorageUnavailable)
    await expect(storage.put('image', bytes)).rejects.toThrow('NoSuchBucket')
    await bucket.client.send(new CreateBucketCommand({ Bucket: bucket.name }))
    expect(await storage.get('image', sha256)).toBeNull()
  })
})

describe('the storage in a bucket of a server that is not well', () => {
  let server: Server | null = null
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })
  async function serverThat(answer: Parameters<typeof createServer>[1]): Promise<string> {
    server = createServer(answer as () => void).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  it('given nobody at the address, then every door says so, and recovers when there is somebody', async () => {
    const endpoint = await serverThat(() => undefined)
    const { port } = server?.address() as AddressInfo
    server?.close()
    const storage = s3BlobStorage(bucketWith({ endpoint }))
    for (const door of doorsOf(storage)) {
      const failure = await failureOf(door())
      expect(failure).toBeInstanceOf(StorageUnavailable)
      expect((failure as Error).message).not.toContain(String(port))
    }
    server = createServer((_request, response) => void response.writeHead(200).end()).listen(port, '127.0.0.1')
    await once(server, 'listening')
    expect(await storage.has('image', sha256)).toBe(true)
  })

  it('given a server that takes requests and never answers, then every door gives up', async () => {
    const endpoint = await serverThat(() => undefined)
    const bucket = s3Bucket(freshSettings({ endpoint }), { connectMs: 1_000, answerMs: 20 })
    opened.push(bucket)
    for (const door of doorsOf(s3BlobStorage(bucket))) expect(await failureOf(door())).toBeInstanceOf(StorageUnavailable)
  })

  it('given sixty at once, then all are sent: none is given up while it waits for another to end', async () => {
    const unanswered: (() => void)[] = []
    const endpoint = await serverThat((request, response) => {
      const answer = (): void => void response.writeHead(200).end()
      if (request.url?.includes('/image/') !== true) return answer()
      unanswered.push(answer)
      if (unanswered.length === 60) for (const one of unanswered) one()
    })
    const bucket = s3Bucket(freshSettings({ endpoint }), { connectMs: 60_000, answerMs: 60_000 }, 60)
    opened.push(bucket)
    const asked = Array.from({ length: 60 }, () => s3BlobStorage(bucket).has('image', sha256))
    expect(new Set(await Promise.all(asked))).toEqual(new Set([true]))
  })

  it('given a hundred at once, then as many as may are at it, and the others wait their turn', async () => {
    const endpoint = await serverThat((_request, response) => void response.writeHead(200).end())
    const bucket = s3Bucket(freshSettings({ endpoint }), undefined, 3)
    opened.push(bucket)
    let [running, most] = [0, 0]
    const act = async (): Promise<void> => {
      most = Math.max(most, (running += 1))
      await new Promise(setImmediate)
      running -= 1
    }
    await Promise.all(Array.from({ length: 100 }, () => bucket.use(act)))
    expect(most).toBe(3)
  })

  it('given a body that is cut off, then it is no blob', async () => {
    const endpoint = await serverThat((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' })
      response.write('half', () => setTimeout(() => response.destroy(), 10))
    })
    await expect(s3BlobStorage(bucketWith({ endpoint })).get('image', sha256)).rejects.toThrow(StorageUnavailable)
  })

  it('given a server that knows no conditions, then bytes are stored without one', async () => {
    const conditions: (string | undefined)[] = []
    const endpoint = await serverThat((request, response) => {
      request.resume()
      const isPut = request.method === 'PUT' && request.url?.includes('/image/') === true
      if (isPut) conditions.push(request.headers['if-none-match'])
      if (isPut) return void response.writeHead(conditions.length === 1 ? 501 : 200).end()
      return void response.writeHead(request.url?.includes('/image/') === true ? 404 : 200).end()
    })
    expect(await s3BlobStorage(bucketWith({ endpoint })).put('image', bytes)).toEqual({ key, sha256, bytes: 3 })
    expect(conditions).toEqual(['*', undefined])
  })
})
