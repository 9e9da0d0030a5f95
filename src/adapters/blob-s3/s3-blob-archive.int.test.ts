import { ListMultipartUploadsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, describe, expect, it } from '@jest/globals'
import { blobArchiveContract } from '../../application/ports/blob-archive.contract.ts'
import { StorageUnavailable } from '../../application/ports/blob-storage.ts'
import { s3BlobArchive } from './s3-blob-archive.ts'
import { s3BlobStorage } from './s3-blob-storage.ts'
import { s3Bucket, type S3Bucket } from './s3-bucket.ts'
import { freshBucket, freshSettings } from './test-bucket.ts'
import { lineTo } from './test-outage.ts'

const opened: S3Bucket[] = []
afterEach(() => {
  for (const bucket of opened.splice(0)) bucket.close()
})
function bucketOfItsOwn(): S3Bucket {
  const bucket = freshBucket()
  opened.push(bucket)
  return bucket
}

blobArchiveContract('the archive of a bucket', async () => {
  const bucket = bucketOfItsOwn()
  // Pages of 7, so that thirty blobs are several.
  return { storage: s3BlobStorage(bucket), archive: s3BlobArchive(bucket, 7) }
})

describe('the archive of a bucket', () => {
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

  it('given objects that are no blobs, then they are left out', async () => {
    const bucket = bucketOfItsOwn()
    await s3BlobStorage(bucket).put('image', new TextEncoder().encode('abc'))
    for (const Key of ['notes.txt', '.check/0011', `image/bb/${sha256}.png`, `image/ba/${sha256}.webp`, `constructor/ba/${sha256}.png`]) {
      await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key, Body: 'x' }))
    }
    const listed = []
    for await (const blob of s3BlobArchive(bucket).list()) listed.push(blob.sha256)
    expect(listed).toEqual([sha256])
  })

  it('given pieces that break off, then no part of an upload stays behind', async () => {
    const bucket = bucketOfItsOwn()
    async function* breaking(): AsyncGenerator<Uint8Array> {
      for (let time = 0; time < 12; time++) yield new Uint8Array(1_048_576)
      throw new Error('the source broke off')
    }
    await expect(s3BlobArchive(bucket).write('image', sha256, breaking())).rejects.toThrow('the source broke off')
    const { Uploads } = await bucket.client.send(new ListMultipartUploadsCommand({ Bucket: bucket.name }))
    expect(Uploads ?? []).toEqual([])
  })

  it('given a bucket that cannot be reached any more, then list, read and write say so, and so does a blob that is half read', async () => {
    const settings = freshSettings()
    const line = await lineTo(settings.endpoint ?? '')
    const bucket = s3Bucket({ ...settings, endpoint: line.url })
    opened.push(bucket)
    const archive = s3BlobArchive(bucket)
    const pieces = async function* () {
      for (let time = 0; time < 20; time++) yield new Uint8Array(1_048_576)
    }
    await archive.write('image', sha256, pieces())
    const reading = (await archive.read('image', sha256))?.[Symbol.asyncIterator]()
    await reading?.next()
    await line.cut()
    const rest = async () => {
      while ((await reading?.next())?.done === false);
    }
    await expect(rest()).rejects.toThrow(StorageUnavailable)
    await expect(archive.list()[Symbol.asyncIterator]().next()).rejects.toThrow(StorageUnavailable)
    await expect(archive.read('image', sha256)).rejects.toThrow(StorageUnavailable)
    await expect(archive.write('mask', sha256, pieces())).rejects.toThrow(StorageUnavailable)
  })
})
