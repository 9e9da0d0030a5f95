import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { s3BlobLinks } from './s3-blob-links.ts'
import { s3BlobStorage } from './s3-blob-storage.ts'
import type { S3Bucket } from './s3-bucket.ts'
import { freshBucket } from './test-bucket.ts'

const minuteMs = 60_000

describe('links to a bucket', () => {
  let bucket: S3Bucket
  let sha256: string
  beforeEach(async () => {
    bucket = freshBucket()
    ;({ sha256 } = await s3BlobStorage(bucket).put('image', new TextEncoder().encode('abc')))
  })
  afterEach(() => bucket.close())
  const linkAt = (timeMs: number, downloadAs?: string) => s3BlobLinks(bucket, () => timeMs).linkTo('image', sha256, downloadAs)

  it('given a link, then whoever has it gets the picture, as what it is, and may keep it', async () => {
    const answer = await fetch((await s3BlobLinks(bucket).linkTo('image', sha256, 'picture-1.png')).url)
    expect([answer.status, await answer.text()]).toEqual([200, 'abc'])
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="picture-1.png"')
  })

  it('given a link that was changed, or none, then nothing is given', async () => {
    const { url } = await s3BlobLinks(bucket).linkTo('image', sha256, undefined)
    for (const forged of [
      url.replace(/X-Amz-Signature=.{4}/, 'X-Amz-Signature=0000'),
      url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000'),
      url.replace(sha256, '0'.repeat(64)),
      url.slice(0, url.indexOf('?')),
    ]) {
      expect((await fetch(forged)).status).toBe(403)
    }
  })

  it('given the same window of five minutes, then the link is the same, and it lives beyond the window’s end', async () => {
    const startMs = Math.floor(Date.now() / (5 * minuteMs)) * 5 * minuteMs
    const [early, late, next] = await Promise.all([linkAt(startMs), linkAt(startMs + 4 * minuteMs), linkAt(startMs + 5 * minuteMs)])
    expect(late.url).toBe(early.url)
    expect(next.url).not.toBe(early.url)
    expect([early.freshForMs, late.freshForMs]).toEqual([5 * minuteMs, minuteMs])
    expect(new URL(early.url).searchParams.get('X-Amz-Expires')).toBe('600')
  })

  it('given a link of ten minutes ago, then it has ended', async () => {
    expect((await fetch((await linkAt(Date.now() - 11 * minuteMs)).url)).status).toBe(403)
  })
})
