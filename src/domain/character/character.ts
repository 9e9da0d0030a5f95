import { reviewTexts, type PolicyRefusal } from '../content-policy/content-policy.ts'
import { ok, rejected, unreachable, type Decider, type Result } from '../decider.ts'
import type { Sha256, UserId } from '../ids.ts'
import { adultAge } from '../presets/appearance.ts'
import type { CharacterCreated, CharacterEvent, CharacterProfile, ReferenceSet } from './character-events.ts'

export type LivingCharacter = {
  readonly status: 'active' | 'archived'
  readonly characterId: string
  readonly ownerId: UserId
  readonly profile: CharacterProfile
  readonly reference: { readonly sha256: Sha256; readonly width: number; readonly height: number } | null
}
export type Character = { readonly status: 'none' } | LivingCharacter | { readonly status: 'erased'; readonly ownerId: UserId }

export type CharacterCommand =
  | { readonly type: 'CreateCharacter'; readonly data: CharacterCreated['data'] }
  /** `archived` beside changes: one act, so that a refused change leaves the character where it was. */
  | { readonly type: 'ChangeCharacter'; readonly data: { readonly changes: Partial<CharacterProfile>; readonly archived?: boolean } }
  | { readonly type: 'SetReference'; readonly data: Omit<ReferenceSet['data'], 'characterId'> }
  | { readonly type: 'ClearReference'; readonly data: Record<never, never> }
  | { readonly type: 'ArchiveCharacter'; readonly data: { readonly archived: boolean } }
  | { readonly type: 'EraseCharacter'; readonly data: Record<never, never> }

export type CharacterRefusal =
  | { readonly type: 'CharacterUnknown' }
  | { readonly type: 'CharacterExists' }
  | { readonly type: 'CharacterErased' }
  | { readonly type: 'CharacterArchived' }
  | { readonly type: 'AgeBelow18'; readonly came: number }
  | { readonly type: 'AgeAbove80'; readonly came: number }
  | { readonly type: 'TextRefused'; readonly refusal: PolicyRefusal }

/** A virtual person, always an adult. */
export const character: Decider<Character, CharacterCommand, CharacterEvent, CharacterRefusal> = {
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'CharacterCreated') {
      const { characterId, ownerId, profile } = event.data
      return { status: 'active', characterId, ownerId, profile, reference: null }
    }
    if (state.status === 'none' || state.status === 'erased') return state
    switch (event.type) {
      case 'CharacterChanged':
        return { ...state, profile: { ...state.profile, ...event.data.changes } }
      case 'ReferenceSet':
        return { ...state, reference: { sha256: event.data.sha256, width: event.data.width, height: event.data.height } }
      case 'ReferenceCleared':
        return { ...state, reference: null }
      case 'CharacterArchived':
        return { ...state, status: 'archived' }
      case 'CharacterUnarchived':
        return { ...state, status: 'active' }
      case 'CharacterErased':
        return { status: 'erased', ownerId: state.ownerId }
      default:
        return unreachable(event)
    }
  },
  decide(command, state) {
    if (command.type === 'CreateCharacter') {
      if (state.status !== 'none') return rejected({ type: 'CharacterExists' })
      return refusedProfile(command.data.profile) ?? ok([{ type: 'CharacterCreated', data: command.data }])
    }
    if (state.status === 'none') return rejected({ type: 'CharacterUnknown' })
    if (state.status === 'erased') return rejected({ type: 'CharacterErased' })
    const about = { characterId: state.characterId }
    switch (command.type) {
      case 'ChangeCharacter':
        return changedCharacter(command.data, state)
      case 'SetReference':
        if (state.status === 'archived') return rejected({ type: 'CharacterArchived' })
        return ok(state.reference?.sha256 === command.data.sha256 ? [] : [{ type: 'ReferenceSet', data: { ...about, ...command.data } }])
      case 'ClearReference':
        return ok(state.reference === null ? [] : [{ type: 'ReferenceCleared', data: about }])
      case 'ArchiveCharacter': {
        if (command.data.archived === (state.status === 'archived')) return ok([])
        return ok([{ type: command.data.archived ? 'CharacterArchived' : 'CharacterUnarchived', data: about }])
      }
      case 'EraseCharacter':
        return ok([{ type: 'CharacterErased', data: about }])
      default:
        return unreachable(command)
    }
  },
}

/** To bring back comes before changing, to put away after it: an archived character takes no changes. */
function changedCharacter(
  { changes: asked, archived }: Extract<CharacterCommand, { readonly type: 'ChangeCharacter' }>['data'],
  { status, characterId, profile }: LivingCharacter,
): Result<readonly CharacterEvent[], CharacterRefusal> {
  if (status === 'archived' && archived !== false) return rejected({ type: 'CharacterArchived' })
  const changes = onlyChanged(asked, profile)
  const isChanged = Object.keys(changes).length > 0
  const refusal = isChanged ? refusedProfile({ ...profile, ...changes }) : null
  if (refusal !== null) return refusal
  const about = { characterId }
  return ok([
    ...(status === 'archived' ? [{ type: 'CharacterUnarchived' as const, data: about }] : []),
    ...(isChanged ? [{ type: 'CharacterChanged' as const, data: { ...about, changes } }] : []),
    ...(archived === true ? [{ type: 'CharacterArchived' as const, data: about }] : []),
  ])
}

type Refused = { readonly ok: false; readonly rejection: CharacterRefusal }

/**
 * Rule: the profile holds as a whole. What is harmless in the name may not be beside the bio, and a change can turn an old text into a
 * refused one (switching nsfw on, for instance); decided here, where no other change can come between.
 */
function refusedProfile(profile: CharacterProfile): Refused | null {
  const { name, handle, defaultOutfit, bio } = profile
  const refusal = reviewTexts(
    [
      { field: 'name', text: name ?? '', kind: 'shown' },
      { field: 'handle', text: handle ?? '', kind: 'shown' },
      { field: 'defaultOutfit', text: defaultOutfit ?? '', kind: 'prompt' },
      { field: 'bio', text: bio ?? '', kind: 'shown' },
    ],
    profile.nsfwEnabled,
  )
  return refusedAge(profile.age) ?? (refusal === null ? null : rejected({ type: 'TextRefused', refusal }))
}

/** Rule: characters are adults. Anything but a whole number from 18 to 80 is refused, whoever asks. */
function refusedAge(age: number): Refused | null {
  if (!Number.isInteger(age) || age < adultAge.youngest) return rejected({ type: 'AgeBelow18', came: age })
  return age > adultAge.oldest ? rejected({ type: 'AgeAbove80', came: age }) : null
}

function onlyChanged(changes: Partial<CharacterProfile>, profile: CharacterProfile): Partial<CharacterProfile> {
  const entries = Object.entries(changes) as [keyof CharacterProfile, unknown][]
  return Object.fromEntries(entries.filter(([field, value]) => value !== undefined && value !== profile[field]))
}
