import type { ReferenceSet } from '../../domain/character/character-events.ts'
import { ok, rejected, type Result } from '../../domain/decider.ts'
import type { AssetId, CharacterId } from '../../domain/ids.ts'
import { ownCharacter, ownImage } from '../authority.ts'
import { pictureStored } from '../image-asset/store-picture.ts'
import type { Refusal } from '../refusals.ts'
import { keepBytes, storageTakesWrites } from '../storage-check.ts'
import type { Ports } from '../ports/ports.ts'
import type { Context, UseCases } from '../use-cases.ts'
import { tellCharacter } from './tell-character.ts'

type Reference = Omit<ReferenceSet['data'], 'characterId'> & {
  /** Once the face is recorded: see `keepBytes`. */
  keep(): Promise<void>
}

/** Gives a character its face: an upload, or one of its own pictures. */
export const setReference =
  (ports: Ports): UseCases['setReference'] =>
  async ({ characterId, from }, context) => {
    const found = await ownCharacter(ports.eventStore, characterId, context.caller.user.id)
    if (!found.ok) return found
    if (from === null) return tellCharacter(ports, characterId, { type: 'ClearReference', data: {} }, context)
    if (found.value.status === 'archived') return rejected({ type: 'character-archived' })
    const reference = 'assetId' in from ? await ofImage(ports, characterId, from.assetId, context) : await ofUpload(ports, from.bytes)
    if (!reference.ok) return reference
    const { keep, ...data } = reference.value
    const answer = await tellCharacter(ports, characterId, { type: 'SetReference', data }, context)
    if (answer.ok) await keep()
    return answer
  }

async function ofUpload(ports: Ports, bytes: Uint8Array): Promise<Result<Reference, Refusal>> {
  const writable = await storageTakesWrites(ports.blobStorage)
  if (!writable.ok) return writable
  const picture = await ports.imageCodec.normaliseUpload(bytes)
  if (!picture.ok) return picture
  const stored = await pictureStored(ports, picture.value.png)
  if (!stored.ok) return stored
  const { png, widthPx, heightPx } = picture.value
  const { sha256 } = stored.value
  return ok({ sha256, width: widthPx, height: heightPx, keep: () => keepBytes(ports.blobStorage, 'image', sha256, png) })
}

async function ofImage(ports: Ports, characterId: CharacterId, assetId: AssetId, context: Context): Promise<Result<Reference, Refusal>> {
  const image = await ownImage(ports.eventStore, assetId, context.caller.user.id)
  if (!image.ok) return image
  const { facts, status } = image.value
  if (facts.characterId !== characterId) return rejected({ type: 'source-not-of-character' })
  if (status === 'deleted') return rejected({ type: 'image-in-trash' })
  // The face stands beside the name wherever the character is listed, also for those who do not want to see such pictures.
  if (facts.studio.nsfw) return rejected({ type: 'nsfw-not-allowed' })
  return ok({ sha256: facts.sha256, width: facts.width, height: facts.height, fromAssetId: assetId, keep: () => Promise.resolve() })
}
