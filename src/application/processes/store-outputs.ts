import { fold, rejected, type Result } from '../../domain/decider.ts'
import { imageAssetStream, type AssetId } from '../../domain/ids.ts'
import { imageAsset } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetCreated, ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import type { PastFailure } from '../../domain/job/retry-policy.ts'
import { handleCommand } from '../handle-command.ts'
import { storePicture } from '../image-asset/store-picture.ts'
import type { FoundJob } from '../job/load-job.ts'
import { StorageUnavailable } from '../ports/blob-storage.ts'
import { isoOf } from '../ports/clock.ts'
import { CredentialsFailed } from '../ports/credential-signer.ts'
import { EventRejected } from '../ports/event-store.ts'
import { ImagingFailed, ImagingStopped, type Size } from '../ports/image-codec.ts'
import { EngineUnreachable } from '../ports/image-engine.ts'
import { keepBytes } from '../storage-check.ts'
import { later, recordedAtMs, tell, type Drive, type Step, type Storing } from './drive.ts'
import { failAttempt } from './fail-attempt.ts'
import { assetFacts } from './asset-facts.ts'
import { makingOf, type Pasted } from './making.ts'

type Picture = Size & { readonly png: Uint8Array; readonly pasted: Pasted | null }
type Output = Storing['outputs'][number]

/** The engine has the result: it is fetched, stored and made a picture of ours, output by output, each once whoever repeats it. */
export async function storeOutputs(drive: Drive, found: FoundJob, job: Storing): Promise<Step> {
  const missing = job.outputs.find(({ index }) => !job.persisted.some((persisted) => persisted.index === index))
  if (missing === undefined) return tell(drive, found, { type: 'Complete', data: {} }, `${job.current.attempt}/completed`)
  const { attempt } = job.current
  try {
    const picture = await finishedPicture(drive, found, job, missing)
    return picture.ok
      ? await persist(drive, found, job, missing, picture.value)
      : await failAttempt(drive, found, attempt, picture.rejection)
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null) throw error
    // The engine still has the result: an outage is waited out rather than paid for with a second drawing.
    const patienceLeft = recordedAtMs(found, 'OutputReceived') + drive.clocks.attemptTimeoutMs > drive.clock.now()
    const passes = failure.class === 'storage' || failure.class === 'unreachable' || error instanceof ImagingStopped
    return passes && patienceLeft ? later(drive, 2 * drive.clocks.enginePollMs) : failAttempt(drive, found, attempt, failure)
  }
}

/** An edit is pasted into its source, so that nothing outside the mask changes; a generation is only cleaned. */
async function finishedPicture(drive: Drive, found: FoundJob, job: Storing, { ref }: Output): Promise<Result<Picture, PastFailure>> {
  const { params } = found.job.request
  const wanted = { widthPx: params.width, heightPx: params.height }
  const fetched = await drive.imageEngine.fetchOutput(job.current.backendId, ref, wanted)
  if (!fetched.ok) return fetched
  if (found.kind === 'edit') return pasted(drive, found, fetched.value)
  const cleaned = await drive.imageCodec.cleanOutput(fetched.value, wanted)
  if (cleaned.ok) return { ok: true, value: { ...cleaned.value, pasted: null } }
  const { expected, came } = cleaned.rejection
  return rejected({ class: 'output-invalid', code: 'output-invalid', detail: `expected ${expected}, came ${came}` })
}

async function pasted(
  drive: Drive,
  found: Extract<FoundJob, { readonly kind: 'edit' }>,
  generated: Uint8Array,
): Promise<Result<Picture, PastFailure>> {
  const { sourceSha256, mask, params } = found.job.request
  const source = await drive.blobStorage.get('image', sourceSha256)
  const maskPng = mask === null ? null : await drive.blobStorage.get('mask', mask.maskSha256)
  if (source === null || maskPng === null) {
    return rejected({ class: 'rejected', code: 'storage-failed', detail: 'the source or its mask is gone' })
  }
  const { growPx, featherPx, box } = params
  const where = box === undefined ? {} : { box }
  const { region, ...result } = await drive.imageCodec.pasteBack({ source, generated, mask: maskPng, growPx, featherPx, ...where })
  return { ok: true, value: { ...result, pasted: { source, region } } }
}

/**
 * Bytes first, then the asset, then the job's own note: whoever finds the later one finds the earlier ones too. Signed last of all that
 * is done to the pixels: every byte of the file is under the signature.
 */
async function persist(drive: Drive, found: FoundJob, job: Storing, { index }: Output, picture: Picture): Promise<Step> {
  const assetId = drive.idSource.named(`${found.jobId}/output/${index}`)
  const about = { assetId, madeAt: isoOf(drive.clock.now()), making: makingOf(found, job, picture.pasted) }
  const png = await drive.credentialSigner.sign(picture.png, about)
  const stored = await storePicture(drive, png)
  const facts = await assetFacts(drive, found, job, { assetId, index, stored, size: picture })
  const kept = await createAsset(drive, found.jobId, index, facts)
  const { sha256, bytes, mime, width, height } = kept
  if (sha256 === stored.sha256) await keepBytes(drive.blobStorage, 'image', sha256, png)
  return tell(
    drive,
    found,
    { type: 'PersistOutput', data: { index, assetId, sha256, bytes, mime, width, height } },
    `${job.current.attempt}/output/${index}/persisted`,
  )
}

/** Another worker may have made it already, from other bytes: what is recorded counts, and nothing refers to ours. */
async function createAsset(
  drive: Drive,
  jobId: string,
  index: number,
  facts: ImageAssetCreated['data'],
): Promise<ImageAssetCreated['data']> {
  const stream = imageAssetStream(facts.assetId)
  const cause = { commandId: `${jobId}/output/${index}`, correlationId: jobId, actor: { kind: 'system', id: 'job-worker' } } as const
  await handleCommand(drive, imageAsset, stream, { type: 'CreateImageAsset', data: facts }, cause)
  return recordedFacts(drive, facts.assetId)
}

async function recordedFacts({ eventStore }: Drive, assetId: AssetId): Promise<ImageAssetCreated['data']> {
  const asset = fold(imageAsset, await eventStore.readStream<ImageAssetEvent>(imageAssetStream(assetId)))
  if (asset.status === 'none') throw new Error('a picture that was just recorded is not there')
  return asset.facts
}

/** `null`: an error that says nothing of this output. */
function failureOf(error: unknown): PastFailure | null {
  if (error instanceof StorageUnavailable) return { class: 'storage', code: 'storage-failed', detail: 'the picture could not be stored' }
  if (error instanceof CredentialsFailed) return { class: 'storage', code: 'storage-failed', detail: 'the picture could not be signed' }
  if (error instanceof EngineUnreachable)
    return { class: 'unreachable', code: 'engine-unreachable', detail: 'the result could not be fetched' }
  if (error instanceof ImagingFailed)
    return { class: 'output-invalid', code: 'output-invalid', detail: 'the result could not be read as a picture' }
  if (error instanceof EventRejected) return { class: 'rejected', code: 'storage-failed', detail: 'the record of the picture was refused' }
  return null
}
