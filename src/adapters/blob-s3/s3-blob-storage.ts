import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { createHash, randomBytes } from 'node:crypto'
import { blobKey, StorageUnavailable, type BlobKind, type BlobStorage, type StoredBlob } from '../../application/ports/blob-storage.ts'
import type { Sha256 } from '../../domain/ids.ts'
import { orNull, statusOf, type S3Bucket } from './s3-bucket.ts'

/**
 * Blobs as objects of one bucket. Keys are content hashes, so writing a key twice writes the same bytes: the condition on a put only
 * keeps what is derived, and a server that ignores conditions does no harm.
 */
export function s3BlobStorage(bucket: S3Bucket): BlobStorage {
  async function store(kind: BlobKind, sha256: Sha256, bytes: Uint8Array): Promise<StoredBlob> {
    const key = blobKey(kind, sha256)
    // Bytes of another length than those of their own hash are damaged. What was derived may differ from run to run: the first one stays.
    const kept = (length: number | null): length is number => length !== null && (isDerived(kind) || length === bytes.length)
    return bucket.use(async () => {
      const before = await lengthOf(bucket, key)
      if (kept(before)) return { key, sha256, bytes: before }
      if (before === null && (await putIfAbsent(bucket, key, bytes))) return { key, sha256, bytes: bytes.length }
      // Somebody else was at it, who may yet have failed; or the server knows no conditions.
      const now = await lengthOf(bucket, key)
      if (kept(now)) return { key, sha256, bytes: now }
      await bucket.client.send(new PutObjectCommand(objectOf(bucket, key, bytes)))
      return { key, sha256, bytes: bytes.length }
    })
  }

  return {
    put: (kind, bytes) => store(kind, createHash('sha256').update(bytes).digest('hex'), bytes),
    putDerived: store,
    async get(kind, sha256) {
      const key = blobKey(kind, sha256)
      return bucket.use(() => read(bucket, key))
    },
    async has(kind, sha256) {
      const key = blobKey(kind, sha256)
      return bucket.use(async () => (await lengthOf(bucket, key)) !== null)
    },
    async remove(kind, sha256) {
      const key = blobKey(kind, sha256)
      await bucket.use(() => remove(bucket, key))
    },
    check: () => bucket.use(() => proveWrite(bucket)),
  }
}

const isDerived = (kind: BlobKind): boolean => kind === 'thumbnail-256' || kind === 'thumbnail-512'

async function lengthOf({ client, name }: S3Bucket, key: string): Promise<number | null> {
  const found = await orNull(client.send(new HeadObjectCommand({ Bucket: name, Key: key })))
  return found === null ? null : (found.ContentLength ?? 0)
}

/** Answers whether these bytes were written: not where the key is taken (412), another writer is at it (409), or conditions are unknown (501). */
async function putIfAbsent(bucket: S3Bucket, key: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await bucket.client.send(new PutObjectCommand({ ...objectOf(bucket, key, bytes), IfNoneMatch: '*' }))
    return true
  } catch (error) {
    if ([409, 412, 501].includes(statusOf(error) ?? 0)) return false
    throw error
  }
}

const objectOf = ({ name }: S3Bucket, key: string, bytes: Uint8Array) => ({
  Bucket: name,
  Key: key,
  Body: bytes,
  ContentType: contentTypeOf(key),
})

const contentTypes: Readonly<Record<string, string>> = { png: 'image/png', webp: 'image/webp', json: 'application/json' }

export const contentTypeOf = (key: string): string => contentTypes[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

async function read({ client, name }: S3Bucket, key: string): Promise<Uint8Array | null> {
  const found = await orNull(client.send(new GetObjectCommand({ Bucket: name, Key: key })))
  return found?.Body === undefined ? null : found.Body.transformToByteArray()
}

async function remove({ client, name }: S3Bucket, key: string): Promise<void> {
  await orNull(client.send(new DeleteObjectCommand({ Bucket: name, Key: key })))
}

/** A bucket that can be read may still refuse writes and removals, or give back other bytes than were sent. */
async function proveWrite(bucket: S3Bucket): Promise<void> {
  const key = `.check/${randomBytes(8).toString('hex')}`
  const bytes = randomBytes(32)
  await bucket.client.send(new PutObjectCommand(objectOf(bucket, key, bytes)))
  const given = await read(bucket, key)
  await remove(bucket, key)
  if (given === null || !bytes.equals(given)) throw new StorageUnavailable('the bucket gave back other bytes than were written')
}
