import { mayDoHarm, nameField, reviewTexts, type PolicyRefusal, type ReviewedText } from '../domain/content-policy/content-policy.ts'
import { fold } from '../domain/decider.ts'
import type { CharacterProfile } from '../domain/character/character-events.ts'
import { imageAssetStream } from '../domain/ids.ts'
import { imageAsset } from '../domain/image-asset/image-asset.ts'
import type { ImageAssetEvent } from '../domain/image-asset/image-asset-events.ts'
import type { LivingImage } from './authority.ts'
import type { EventStore } from './ports/event-store.ts'

/** Reviews what was typed for a new picture beside what is said of its character. */
export const reviewPicture = (typed: readonly ReviewedText[], profile: CharacterProfile, nsfw: boolean): PolicyRefusal | null =>
  reviewTexts([...typed, ...saidOf(profile)], nsfw)

/**
 * Reviews what was typed for an edit beside what is said of the character and of every picture it goes back to: "a teen" in one edit and
 * "lingerie" in the next are one wish. The ancestors are read only for words that may do harm, so that harmless ones wait for nothing.
 */
export async function reviewEdit(
  eventStore: EventStore,
  typed: readonly ReviewedText[],
  { profile, facts }: { readonly profile: CharacterProfile; readonly facts: LivingImage['facts'] },
): Promise<PolicyRefusal | null> {
  const { nsfw } = facts.studio
  if (!mayDoHarm(typed)) return reviewPicture(typed, profile, nsfw)
  const before = await Promise.all(facts.ancestors.map((id) => eventStore.readStream<ImageAssetEvent>(imageAssetStream(id))))
  const pictures = before.map((events) => fold(imageAsset, events)).flatMap((asset) => (asset.status === 'none' ? [] : [asset.facts]))
  return reviewTexts([...typed, ...saidOf(profile), ...[...pictures, facts].flatMap(wordsOfPicture)], nsfw)
}

const saidOf = ({ name, handle, bio, defaultOutfit }: CharacterProfile): readonly ReviewedText[] => [
  ...[name, handle].map((text) => ({ ...context(text), field: nameField })),
  ...[bio, defaultOutfit].map(context),
]

const wordsOfPicture = ({ userPrompt, editPrompt, studio }: LivingImage['facts']): readonly ReviewedText[] =>
  [userPrompt, editPrompt, studio.outfit].map(context)

/** Erased words are none. */
const context = (text: string | null | undefined): ReviewedText => ({ field: 'context', text: text ?? '', kind: 'context' })
