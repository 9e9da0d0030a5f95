import { randomUUID } from 'node:crypto'
import { s3Bucket, type S3Bucket, type S3Settings } from './s3-bucket.ts'

/** A bucket of its own, not yet made, on the server of S3_TEST_ENDPOINT. */
export function freshSettings(changed: Partial<S3Settings> = {}): S3Settings {
  const { S3_TEST_ENDPOINT: endpoint, S3_TEST_ACCESS_KEY_ID: accessKeyId, S3_TEST_SECRET_ACCESS_KEY: secretAccessKey } = process.env
  if (endpoint === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error('these tests need an S3 server: set S3_TEST_ENDPOINT, S3_TEST_ACCESS_KEY_ID and S3_TEST_SECRET_ACCESS_KEY')
  }
  const bucket = `test-${randomUUID()}`
  const server = { endpoint, region: 'us-east-1', forcePathStyle: true, checksums: 'supported' } as const
  return { ...server, bucket, accessKeyId, secretAccessKey, ...changed }
}

export const freshBucket = (changed: Partial<S3Settings> = {}): S3Bucket => s3Bucket(freshSettings(changed))
