import { fold } from '../../domain/decider.ts'
import { imageAsset } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetCreated, ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import type { Sha256 } from '../../domain/ids.ts'
import { isNeeded, type NeedPorts } from '../image-asset/blob-needs.ts'
import type { BlobStorage } from '../ports/blob-storage.ts'
import type { CheckpointStore } from '../ports/checkpoint-store.ts'
import type { Clock, StopSignal } from '../ports/clock.ts'
import type { DraftStore } from '../ports/draft-store.ts'
import type { LeftToNewer } from '../ports/newer-events.ts'
import { followPage, type FollowPorts } from './follow-page.ts'

export type BytePorts = NeedPorts & { readonly blobStorage: BlobStorage; readonly draftStore: Pick<DraftStore, 'remove'> }

export type RemovalPorts = BytePorts & FollowPorts & { readonly checkpointStore: CheckpointStore; readonly clock: Clock }

/** Name of the subscription in the checkpoint store. */
const subscription = 'process:erasures' satisfies LeftToNewer
const pageSize = 100
/** Nobody waits for these bytes to go, so the log is asked less often than by those who serve people. */
const pollsBetween = 10

/**
 * Takes away the bytes of erased pictures, until told to stop. It follows the log, so that a crash between the event and the last byte
 * only delays it. Several may run at once: removing twice is harmless. Outages are waited out, and so is a newer process that can read
 * what this one cannot.
 */
export async function runRemovals(ports: RemovalPorts, { pollMs }: { readonly pollMs: number }, stop: StopSignal): Promise<void> {
  while (!stop.aborted) {
    const more = await followPage(ports, subscription, (limit) => removePage(ports, limit))
    if (!more) await ports.clock.sleep(pollMs * pollsBetween, stop)
  }
}

/** Answers whether there may be more to read at once. */
export async function removePage(ports: RemovalPorts, limit: number = pageSize): Promise<boolean> {
  const after = await ports.checkpointStore.load(subscription, 0n)
  const page = await ports.eventStore.readAll(after, limit, ['ImageAssetErased'])
  if (page.scannedTo === after) return false
  for (const { stream } of page.events) await removeBytesOf(ports, stream)
  await ports.checkpointStore.advance(subscription, after, page.scannedTo, [])
  return page.events.length === limit
}

/** By the picture's own facts: what its last event lists was decided earlier, and a twin may have been erased since. */
export async function removeBytesOf(ports: BytePorts, stream: string): Promise<void> {
  const asset = fold(imageAsset, await ports.eventStore.readStream<ImageAssetEvent>(stream))
  if (asset.status !== 'erased') throw new Error('a picture whose erasure was read is not erased')
  const { assetId, ownerId, sha256, maskSha256 }: ImageAssetCreated['data'] = asset.facts
  await ports.draftStore.remove(ownerId, assetId)
  await removePicture(ports, sha256)
  if (maskSha256 !== undefined) await removeBlob(ports, 'mask', maskSha256)
}

/** A picture that nothing needs, with its thumbnails. */
export async function removePicture(ports: BytePorts, sha256: Sha256): Promise<void> {
  if (!(await removeBlob(ports, 'image', sha256))) return
  await ports.blobStorage.remove('thumbnail-256', sha256)
  await ports.blobStorage.remove('thumbnail-512', sha256)
}

/**
 * Whoever stores the same bytes at this moment finds them there and writes nothing. So the log is asked again afterwards, and what turns
 * out to be needed is put back; who records them later than that looks for itself (`keepBytes`).
 */
export async function removeBlob(ports: BytePorts, kind: 'image' | 'mask', sha256: Sha256): Promise<boolean> {
  if (await isNeeded(ports, sha256)) return false
  const bytes = await ports.blobStorage.get(kind, sha256)
  await ports.blobStorage.remove(kind, sha256)
  if (bytes === null || !(await isNeeded(ports, sha256))) return true
  await ports.blobStorage.put(kind, bytes)
  return false
}
