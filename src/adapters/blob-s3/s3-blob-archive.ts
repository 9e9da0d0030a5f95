import { GetObjectCommand, ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { Readable } from 'node:stream'
import { guarded, watched, type BlobArchive, type ListedBlob } from '../../application/ports/blob-archive.ts'
import { blobKey, blobOfKey } from '../../application/ports/blob-storage.ts'
import { contentTypeOf } from './s3-blob-storage.ts'
import { orNull, orUnavailable, type S3Bucket } from './s3-bucket.ts'

/** All blobs of a bucket. `pageSize`: of the lists that the server is asked for; it gives at most 1,000. */
export function s3BlobArchive(bucket: S3Bucket, pageSize = 1_000): BlobArchive {
  const { client, name: Bucket } = bucket
  return {
    async *list() {
      for (let after: string | undefined; ;) {
        const asked = { Bucket, MaxKeys: pageSize, ...(after === undefined ? {} : { ContinuationToken: after }) }
        const page = await bucket.use(() => client.send(new ListObjectsV2Command(asked)))
        yield* blobsOf(page)
        after = page.NextContinuationToken
        if (after === undefined) return
      }
    },
    async read(kind, sha256) {
      const Key = blobKey(kind, sha256)
      const found = await bucket.use(() => orNull(client.send(new GetObjectCommand({ Bucket, Key }))))
      return found === null ? null : guarded(found.Body as Readable, orUnavailable)
    },
    async write(kind, sha256, pieces) {
      const Key = blobKey(kind, sha256)
      const source = watched(pieces)
      // Pieces that throw end the upload, and what has arrived of it is thrown away: it was no object yet.
      const Body = Readable.from(source.pieces, { objectMode: false })
      const params = { Bucket, Key, Body, ContentType: contentTypeOf(Key) }
      await bucket.use(() => new Upload({ client, params, leavePartsOnError: false }).done()).catch(source.rethrow)
    },
  }
}

function* blobsOf({ Contents = [] }: ListObjectsV2CommandOutput): Generator<ListedBlob> {
  for (const { Key = '', Size = 0, LastModified } of Contents) {
    const blob = blobOfKey(Key)
    if (blob !== null) yield { ...blob, bytes: Size, storedAtMs: LastModified?.getTime() ?? 0 }
  }
}
