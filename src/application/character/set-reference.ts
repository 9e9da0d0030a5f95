import type { ReferenceSet } from '../../domain/character/character-events.ts'
import { ok, rejected, type Result } from '../../domain/decider.ts'
import type { AssetId, CharacterId } from '../../domain/ids.ts'
import { ownCharacter, ownImage } from '../authority.ts'
import { pictureStored } from '../image-asset/store-picture.ts'
import type { Refusal } from '../refusals.ts'
import type { Ports } from '../ports/ports.ts'
import type { Context, UseCases } from '../use-cases.ts'
import { tellCharacter } from './tell-character.ts'

type Reference = Omit<ReferenceSet['data'], 'characterId'>

/** Gives a character its face: an upload, or one of its own pictures. */
export const setReference =
  (ports: Ports): UseCases['setReference'] =>
  async ({ characterId, from }, context) => {
    const found = await ownCharacter(ports.eventStore, characterId, context.caller.user.id)
    if (!found.ok) return found
    if (from === null) return tellCharacter(ports, characterId, { type: 'ClearReference', data: {} }, context)
    if (found.value.status === 'archived') return rejected({ type: 'character-archived' })
    const reference = 'assetId' in from ? await ofImage(ports, characterId, from.assetId, context) : await ofUpload(ports, from.bytes)
    return reference.ok ? tellCharacter(ports, characterId, { type: 'SetReference', data: reference.value }, context) : reference
  }

async function ofUpload(ports: Ports, bytes: Uint8Array): Promise<Result<Reference, Refusal>> {
  const picture = await ports.imageCodec.normaliseUpload(bytes)
  if (!picture.ok) return picture
  const stored = await pictureStored(ports, picture.value.png)
  return stored.ok ? ok({ sha256: stored.value.sha256, width: picture.value.widthPx, height: picture.value.heightPx }) : stored
}

async function ofImage(ports: Ports, characterId: CharacterId, assetId: AssetId, context: Context): Promise<Result<Reference, Refusal>> {
  const image = await ownImage(ports.eventStore, assetId, context.caller.user.id)
  if (!image.ok) return image
  const { facts, status } = image.value
  if (facts.characterId !== characterId) return rejected({ type: 'source-not-of-character' })
  if (status === 'deleted') return rejected({ type: 'image-in-trash' })
  // The face stands beside the name wherever the character is listed, also for those who do not want to see such pictures.
  if (facts.studio.nsfw) return rejected({ type: 'nsfw-not-allowed' })
  return ok({ sha256: facts.sha256, width: facts.width, height: facts.height, fromAssetId: assetId })
}
