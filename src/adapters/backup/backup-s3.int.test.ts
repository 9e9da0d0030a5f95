import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fsBlobArchive } from '../blob-fs/fs-blob-archive.ts'
import { fsBlobStorage } from '../blob-fs/fs-blob-storage.ts'
import { s3BlobArchive } from '../blob-s3/s3-blob-archive.ts'
import { s3BlobStorage } from '../blob-s3/s3-blob-storage.ts'
import type { S3Bucket } from '../blob-s3/s3-bucket.ts'
import { freshBucket } from '../blob-s3/test-bucket.ts'
import type { Database } from '../postgres/database.ts'
import { freshPglite } from '../postgres/test-database.ts'
import { drill, type Installation } from './test-drill.ts'

const folders = mkdtempSync(join(tmpdir(), 'backup-s3-'))
const opened: (Database | S3Bucket)[] = []

async function database(): Promise<Database> {
  const made = await freshPglite()
  opened.push(made)
  return made
}

async function inBucket(): Promise<Installation> {
  const bucket = freshBucket()
  opened.push(bucket)
  return { database: await database(), blobs: s3BlobStorage(bucket), archive: s3BlobArchive(bucket) }
}

async function inFolder(data: string): Promise<Installation> {
  const folder = join(folders, data)
  return { database: await database(), blobs: fsBlobStorage(folder), archive: fsBlobArchive(folder) }
}

describe('the drill with pictures in a bucket', () => {
  let bucket: Installation
  beforeAll(async () => {
    bucket = await inBucket()
    await bucket.blobs.check()
  }, 60_000)
  afterAll(async () => {
    for (const one of opened) await one.close()
    rmSync(folders, { recursive: true })
  })

  it('given a bucket in use, then it is restored into a folder, with nothing missing and nothing mismatched', async () => {
    const found = await drill(bucket, await inFolder('target'), join(folders, 'of-bucket'), 25)
    expect(found).toMatchObject({ faults: [], sameLog: true, missing: 0, mismatched: 0 })
    expect(found.events).toBeGreaterThanOrEqual(25)
  }, 120_000)

  it('given a folder in use, then it is restored into a bucket, with nothing missing and nothing mismatched', async () => {
    const target = await inBucket()
    await target.blobs.check()
    const found = await drill(await inFolder('origin'), target, join(folders, 'of-folder'), 25)
    expect(found).toMatchObject({ faults: [], sameLog: true, missing: 0, mismatched: 0 })
  }, 120_000)
})
