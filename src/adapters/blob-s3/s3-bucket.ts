import { CreateBucketCommand, HeadBucketCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { StorageUnavailable } from '../../application/ports/blob-storage.ts'
import { lanes } from '../../application/ports/lanes.ts'

export type S3Settings = {
  /** `null`: the address that belongs to the region at AWS. */
  readonly endpoint: string | null
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** The bucket in the path instead of the host's name, as most servers that are not AWS want it. */
  readonly forcePathStyle: boolean
  /** `required`: only where the protocol insists, for servers that do not know the newer checksums. */
  readonly checksums: 'supported' | 'required'
}

/** One bucket at one server. */
export type S3Bucket = {
  readonly client: S3Client
  readonly name: string
  /** Runs something against the bucket, which is made on first use when missing. What goes wrong becomes `StorageUnavailable`. */
  use<Value>(act: () => Promise<Value>): Promise<Value>
  close(): void
}

/** How long a server may take to let us in, and to begin its answer; then it is asked again, three times in all. */
export type Patience = { readonly connectMs: number; readonly answerMs: number }

const usualPatience: Patience = { connectMs: 3_000, answerMs: 15_000 }

/** Nothing is sent before the first use; a bucket that could not be opened is tried again on the next. `mostAtOnce` uses run side by side. */
export function s3Bucket(settings: S3Settings, patience = usualPatience, mostAtOnce = 50): S3Bucket {
  const client = s3Client(settings, patience)
  const { take } = lanes(mostAtOnce)
  let opening: Promise<void> | null = null
  const opened = (): Promise<void> =>
    (opening ??= openBucket(client, settings.bucket).catch((error: unknown) => {
      opening = null
      throw error
    }))
  return {
    client,
    name: settings.bucket,
    use: (act) => take(() => orUnavailable(() => opened().then(act))),
    close: () => client.destroy(),
  }
}

function s3Client(settings: S3Settings, { connectMs, answerMs }: Patience): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = settings
  const checked = settings.checksums === 'required' ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED'
  return new S3Client({
    ...(endpoint === null ? {} : { endpoint }),
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle,
    requestChecksumCalculation: checked,
    responseChecksumValidation: checked,
    // Without the last word a late answer is only warned of.
    requestHandler: { connectionTimeout: connectMs, requestTimeout: answerMs, throwOnRequestTimeout: true, ...unlimited },
  })
}

/** The client's patience runs out also for those who wait for one of its sockets, so nobody must: they wait before they are sent. */
const unlimited = { httpAgent: { maxSockets: Infinity }, httpsAgent: { maxSockets: Infinity } }

/** Somebody else may make the bucket at the same moment. */
async function openBucket(client: S3Client, Bucket: string): Promise<void> {
  const found = await client.send(new HeadBucketCommand({ Bucket })).catch(nullIf(404))
  if (found !== null) return
  await client.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
    if (!(error instanceof S3ServiceException) || error.name !== 'BucketAlreadyOwnedByYou') throw error
  })
}

/** A bucket that is gone has no blobs either, but says nothing about any of them. */
export async function orNull<Value>(answer: Promise<Value>): Promise<Value | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'NoSuchBucket') throw error
    return nullIf(404)(error)
  })
}

const nullIf =
  (status: number) =>
  (error: unknown): null => {
    if (statusOf(error) === status) return null
    throw error
  }

export const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined

/** The service's own word for what went wrong is all that may be told: its messages carry addresses and keys. */
export async function orUnavailable<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (cause) {
    if (cause instanceof StorageUnavailable) throw cause
    throw new StorageUnavailable(`the bucket cannot be used (${wordFor(cause)})`, { cause })
  }
}

/** An answer to a question about a head has no body, so there the status is all that the service says. */
function wordFor(error: unknown): string {
  if (statusOf(error) === 403) return 'access denied'
  if (statusOf(error) === 301) return 'it lies in another region'
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
