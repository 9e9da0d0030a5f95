import { fold } from '../../domain/decider.ts'
import { imageAssetStream, type AssetId } from '../../domain/ids.ts'
import { imageAsset, type ImageAsset } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import type { NeedPorts } from '../image-asset/blob-needs.ts'
import { eraseTrashed } from '../image-asset/erase-image.ts'
import type { Clock, StopSignal } from '../ports/clock.ts'
import { EventIsNewer } from '../ports/event-store.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Log } from '../ports/log.ts'
import type { TrashedImages } from '../ports/trashed-images.ts'

export type PurgePorts = NeedPorts & {
  readonly trashedImages: TrashedImages
  readonly idSource: Pick<IdSource, 'named'>
  readonly clock: Clock
  readonly log: Log
}

const pageSize = 100

/** Erases what has lain in the trash for `keepMs`, looking every `everyMs`, until told to stop. Several may run at once. */
export async function runTrashPurge(
  ports: PurgePorts,
  { keepMs, everyMs }: { readonly keepMs: number; readonly everyMs: number },
  stop: StopSignal,
): Promise<void> {
  while (!stop.aborted) {
    const more = await purgePage(ports, keepMs).catch((error: unknown) => {
      ports.log.warn('the trash waits for the stores', { error: error instanceof Error ? error.name : 'not an error' })
      return false
    })
    if (!more) await ports.clock.sleep(everyMs, stop)
  }
}

/** Answers whether there may be more to purge at once: a page that is full of what is erased already means that the view is behind. */
export async function purgePage(ports: PurgePorts, keepMs: number): Promise<boolean> {
  const due = await ports.trashedImages.longerThan(keepMs, pageSize)
  let purged = 0
  for (const { assetId, deletedAt } of due) if (await purge(ports, assetId, deletedAt)) purged += 1
  if (purged > 0) ports.log.info('the trash was purged', { events: purged })
  return due.length === pageSize && purged > 0
}

/** One that was restored since the view saw it stays, also when it was trashed again: its time begins anew. */
async function purge(ports: PurgePorts, assetId: AssetId, deletedAt: string): Promise<boolean> {
  const asset = await assetOf(ports, assetId)
  if (asset?.status !== 'deleted' || asset.deletedAt !== deletedAt) return false
  const erased = await eraseTrashed(ports, asset, {
    commandId: `${assetId}/purge/${deletedAt}`,
    correlationId: assetId,
    actor: { kind: 'system', id: 'trash-purge' },
  })
  return erased.ok
}

/** `null` where only a newer program knows an event of it: its purge is left to that one, and holds up no other. */
async function assetOf({ eventStore }: PurgePorts, assetId: AssetId): Promise<ImageAsset | null> {
  try {
    return fold(imageAsset, await eventStore.readStream<ImageAssetEvent>(imageAssetStream(assetId)))
  } catch (error) {
    if (error instanceof EventIsNewer) return null
    throw error
  }
}
