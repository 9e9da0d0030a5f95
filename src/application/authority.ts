import { character, type LivingCharacter } from '../domain/character/character.ts'
import type { CharacterEvent } from '../domain/character/character-events.ts'
import { fold, ok, rejected, type Result } from '../domain/decider.ts'
import { characterStream, imageAssetStream, type AssetId, type CharacterId, type UserId } from '../domain/ids.ts'
import { imageAsset, type ImageAsset } from '../domain/image-asset/image-asset.ts'
import type { ImageAssetEvent } from '../domain/image-asset/image-asset-events.ts'
import type { User } from './ports/accounts.ts'
import type { EventStore } from './ports/event-store.ts'
import type { Refusal } from './refusals.ts'

export type LivingImage = Extract<ImageAsset, { readonly status: 'active' | 'deleted' }>

const notFound: Refusal = { type: 'not-found' }

/** Authority rests on the streams, never on a view: a view may be late. Unknown, somebody else's and erased are all the same to a stranger. */
export async function ownCharacter(eventStore: EventStore, id: CharacterId, ownerId: UserId): Promise<Result<LivingCharacter, Refusal>> {
  if (!isId(id)) return rejected(notFound)
  const found = fold(character, await eventStore.readStream<CharacterEvent>(characterStream(id)))
  if (found.status === 'none' || found.status === 'erased' || found.ownerId !== ownerId) return rejected(notFound)
  return ok(found)
}

/** A character that new pictures may be made of. */
export async function activeCharacter(eventStore: EventStore, id: CharacterId, ownerId: UserId): Promise<Result<LivingCharacter, Refusal>> {
  const found = await ownCharacter(eventStore, id, ownerId)
  return found.ok && found.value.status === 'archived' ? rejected({ type: 'character-archived' }) : found
}

/** For what was allowed a while ago: an erasure that has gone through since does not know of it, so it must know of the erasure. */
export async function wasErased(eventStore: EventStore, id: CharacterId): Promise<boolean> {
  return fold(character, await eventStore.readStream<CharacterEvent>(characterStream(id))).status === 'erased'
}

/** One's own picture, in the gallery or in the trash. */
export async function ownImage(eventStore: EventStore, id: AssetId, ownerId: UserId): Promise<Result<LivingImage, Refusal>> {
  if (!isId(id)) return rejected(notFound)
  const found = fold(imageAsset, await eventStore.readStream<ImageAssetEvent>(imageAssetStream(id)))
  if (found.status === 'none' || found.status === 'erased' || found.facts.ownerId !== ownerId) return rejected(notFound)
  return ok(found)
}

/** A picture whose bytes may be shown: nsfw ones only to those who opted in. */
export async function visibleImage(eventStore: EventStore, id: AssetId, viewer: User): Promise<Result<LivingImage, Refusal>> {
  const found = await ownImage(eventStore, id, viewer.id)
  return found.ok && found.value.facts.studio.nsfw && !viewer.preferences.showNsfw ? rejected(notFound) : found
}

/** Ids name streams: what is not a lowercase canonical UUID names none. */
export const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
