import { rejected, type Result } from '../../domain/decider.ts'
import { imageAssetStream } from '../../domain/ids.ts'
import { imageAsset, type ImageAssetRefusal } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetCreated, ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { ownImage } from '../authority.ts'
import { causeOf } from '../cause.ts'
import { handleCommand, type Cause, type Handled } from '../handle-command.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { ownHashes, type NeedPorts } from './blob-needs.ts'
import { answerOf } from './tell-image.ts'

/** Erases a picture of one's own that lies in the trash, for ever. Its children stay; its bytes go as soon as the event is followed. */
export const eraseImage =
  (ports: Ports): UseCases['eraseImage'] =>
  async ({ assetId }, context) => {
    const own = await ownImage(ports.eventStore, assetId, context.caller.user.id)
    if (!own.ok) return own
    if (own.value.status !== 'deleted') return rejected({ type: 'image-not-in-trash' })
    return answerOf(await eraseTrashed(ports, own.value, causeOf(ports, context)))
  }

type Trashed = { readonly facts: ImageAssetCreated['data']; readonly deletedAt: string }

/** The event says whose bytes are gone: those of hashes that nothing else needed when it was decided. */
export async function eraseTrashed(
  ports: NeedPorts & { readonly idSource: Pick<IdSource, 'named'> },
  { facts, deletedAt }: Trashed,
  cause: Cause,
): Promise<Result<Handled<ImageAssetEvent>, ImageAssetRefusal>> {
  const sha256 = await ownHashes(ports, facts)
  return handleCommand(ports, imageAsset, imageAssetStream(facts.assetId), { type: 'PurgeImageAsset', data: { sha256, deletedAt } }, cause)
}
