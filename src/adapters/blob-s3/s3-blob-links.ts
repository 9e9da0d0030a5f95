import { GetObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { BlobLinks } from '../../application/ports/blob-links.ts'
import { blobKey } from '../../application/ports/blob-storage.ts'
import { contentTypeOf } from './s3-blob-storage.ts'
import type { S3Bucket } from './s3-bucket.ts'

/** Links of one window are the same; a link lives for two, so that one given at a window's end still has a whole one. */
const windowMs = 300_000

/** `bucket`: at the address that clients reach. */
export function s3BlobLinks({ client, name }: S3Bucket, now: () => number = Date.now): BlobLinks {
  return {
    async linkTo(kind, sha256, downloadAs) {
      const key = blobKey(kind, sha256)
      const startMs = Math.floor(now() / windowMs) * windowMs
      const object = new GetObjectCommand({
        Bucket: name,
        Key: key,
        ResponseContentType: contentTypeOf(key),
        ResponseCacheControl: 'private, max-age=31536000, immutable',
        ...(downloadAs === undefined ? {} : { ResponseContentDisposition: `attachment; filename="${downloadAs}"` }),
      })
      const url = await getSignedUrl(client, object, { signingDate: new Date(startMs), expiresIn: (2 * windowMs) / 1000 })
      return { url, freshForMs: startMs + windowMs - now() }
    },
  }
}
