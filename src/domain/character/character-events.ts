import type { AssetId, CharacterId, Sha256, UserId } from '../ids.ts'
import type { Protected } from '../job/job-events.ts'
import type { Appearance } from '../presets/appearance.ts'

export type CharacterEvent =
  CharacterCreated | CharacterChanged | ReferenceSet | ReferenceCleared | CharacterArchived | CharacterUnarchived | CharacterErased

export type CharacterProfile = Appearance & {
  /** 1..80 code points. */
  readonly name: Protected
  /** 3..30 of [A-Za-z0-9_-]; a label, not a key. */
  readonly handle: Protected
  readonly defaultOutfit: Protected
  /** At most 200 code points; shown, never part of a prompt. */
  readonly bio: Protected
  readonly nsfwEnabled: boolean
}

type AboutCharacter = { readonly characterId: CharacterId }
export type CharacterCreated = {
  readonly type: 'CharacterCreated'
  readonly data: AboutCharacter & { readonly ownerId: UserId; readonly profile: CharacterProfile; readonly createdAt: string }
}
/** Only the fields that changed. */
export type CharacterChanged = {
  readonly type: 'CharacterChanged'
  readonly data: AboutCharacter & { readonly changes: Partial<CharacterProfile> }
}
export type ReferenceSet = {
  readonly type: 'ReferenceSet'
  readonly data: AboutCharacter & {
    readonly sha256: Sha256
    readonly width: number
    readonly height: number
    readonly fromAssetId?: AssetId
  }
}
export type ReferenceCleared = { readonly type: 'ReferenceCleared'; readonly data: AboutCharacter }
export type CharacterArchived = { readonly type: 'CharacterArchived'; readonly data: AboutCharacter }
export type CharacterUnarchived = { readonly type: 'CharacterUnarchived'; readonly data: AboutCharacter }
export type CharacterErased = { readonly type: 'CharacterErased'; readonly data: AboutCharacter }
