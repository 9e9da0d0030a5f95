import { ok, rejected, type Result } from '../../domain/decider.ts'
import { imageAssetStream, type AssetId } from '../../domain/ids.ts'
import { imageAsset, type ImageAssetCommand, type ImageAssetRefusal } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { ownImage } from '../authority.ts'
import { causeOf } from '../cause.ts'
import { handleCommand, type Handled } from '../handle-command.ts'
import type { Refusal } from '../refusals.ts'
import type { Ports } from '../ports/ports.ts'
import type { Accepted, Context } from '../use-cases.ts'

/** Sends a command to a picture of one's own. */
export async function tellOwnImage(
  ports: Ports,
  assetId: AssetId,
  command: ImageAssetCommand,
  context: Context,
): Promise<Result<Accepted, Refusal>> {
  const own = await ownImage(ports.eventStore, assetId, context.caller.user.id)
  if (!own.ok) return own
  return answerOf(await handleCommand(ports, imageAsset, imageAssetStream(assetId), command, causeOf(ports, context)))
}

/** What a person is told of a command to a picture that was there a moment ago. */
export function answerOf(handled: Result<Handled<ImageAssetEvent>, ImageAssetRefusal>): Result<Accepted, Refusal> {
  if (handled.ok) return ok({ position: handled.value.position, replayed: false })
  switch (handled.rejection.type) {
    case 'AssetInTrash':
      return rejected({ type: 'image-in-trash' })
    case 'AssetNotInTrash':
      return rejected({ type: 'image-not-in-trash' })
    case 'AssetErased':
    case 'AssetUnknown':
      return rejected({ type: 'not-found' })
    default:
      throw new Error(`a picture that exists cannot refuse with ${handled.rejection.type}`)
  }
}
