import { fold } from '../../domain/decider.ts'
import { imageAssetStream, type AssetId } from '../../domain/ids.ts'
import { imageAsset } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetCreated, ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import type { FoundJob } from '../job/load-job.ts'
import type { StoredBlob } from '../ports/blob-storage.ts'
import { isoOf } from '../ports/clock.ts'
import type { EventStore } from '../ports/event-store.ts'
import type { Size } from '../ports/image-codec.ts'
import type { Drive, Storing } from './drive.ts'

type Facts = ImageAssetCreated['data']
type Made = { readonly assetId: AssetId; readonly index: number; readonly stored: StoredBlob; readonly size: Size }
type OwnFacts = Pick<Facts, 'origin' | 'parentAssetId' | 'rootAssetId' | 'ancestors' | 'prompt' | 'userPrompt' | 'editPrompt' | 'studio'> &
  Pick<Facts, 'maskSha256' | 'coveredPixels' | 'totalPixels'>

/** All that is known of a new picture, copied into its first event, so that no reader has to follow its ancestors. */
export async function assetFacts(drive: Drive, found: FoundJob, job: Storing, { assetId, index, stored, size }: Made): Promise<Facts> {
  const { ownerId, characterId, negativePrompt, params } = found.job.request
  return {
    assetId,
    ownerId,
    characterId,
    engine: job.current.engine,
    sha256: stored.sha256,
    bytes: stored.bytes,
    mime: 'image/png',
    width: size.widthPx,
    height: size.heightPx,
    jobId: found.jobId,
    outputIndex: index,
    negativePrompt,
    params,
    createdAt: isoOf(drive.clock.now()),
    ...(found.kind === 'edit' ? await factsOfEdit(drive.eventStore, found) : factsOfGeneration(found, assetId)),
  }
}

function factsOfGeneration({ job: { request } }: Extract<FoundJob, { readonly kind: 'generation' }>, assetId: AssetId): OwnFacts {
  const { prompt, userPrompt, studio } = request
  return { origin: 'generated', rootAssetId: assetId, ancestors: [], prompt, userPrompt, editPrompt: null, studio }
}

/** An edit inherits what it does not change: the composed prompt, the person's words for it and every preset. */
async function factsOfEdit(eventStore: EventStore, { job: { request } }: Extract<FoundJob, { readonly kind: 'edit' }>): Promise<OwnFacts> {
  const source = fold(imageAsset, await eventStore.readStream<ImageAssetEvent>(imageAssetStream(request.sourceAssetId)))
  if (source.status === 'none') throw new Error('the source of an edit has no stream')
  const { assetId, rootAssetId, ancestors, prompt, userPrompt, studio } = source.facts
  const { editPrompt, mask } = request
  return {
    origin: 'edited',
    parentAssetId: assetId,
    rootAssetId,
    ancestors: [...ancestors, assetId],
    prompt,
    userPrompt,
    editPrompt,
    studio,
    ...(mask === null ? {} : { maskSha256: mask.maskSha256, coveredPixels: mask.coveredPixels, totalPixels: mask.totalPixels }),
  }
}
