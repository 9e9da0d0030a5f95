import type { CharacterRefusal } from '../../domain/character/character.ts'
import { unreachable } from '../../domain/decider.ts'
import {
  adultAge,
  bodyTypes,
  ethnicities,
  eyeColors,
  faceShapes,
  genders,
  hairColors,
  hairStyles,
  skinColors,
  styles,
} from '../../domain/presets/appearance.ts'
import { lengths, oneOfFault, textFault } from '../field-faults.ts'
import type { FieldFault, Refusal } from '../refusals.ts'
import type { CharacterForm } from '../use-cases.ts'

const marks = ['freckles', 'scars', 'tattoos', 'piercings'] as const
const choices = {
  gender: genders,
  style: styles,
  ethnicity: ethnicities,
  skinColor: skinColors,
  eyeColor: eyeColors,
  faceShape: faceShapes,
  hairStyle: hairStyles,
  hairColor: hairColors,
  bodyType: bodyTypes,
} as const

/** Checks the fields that are there; the age is judged by the character itself, which knows no way round it. */
export function characterFaults(form: Partial<CharacterForm>): readonly (FieldFault | null)[] {
  return [
    ...appearanceFaults(form),
    form.nsfwEnabled === undefined ? null : oneOfFault('nsfwEnabled', form.nsfwEnabled, [true, false]),
    form.name === undefined ? null : textFault('name', form.name, lengths.name),
    form.handle === undefined ? null : handleFault(form.handle),
    form.defaultOutfit === undefined ? null : textFault('defaultOutfit', form.defaultOutfit, lengths.outfit),
    form.bio === undefined ? null : textFault('bio', form.bio, lengths.bio),
  ]
}

/** The fields that reach a prompt. */
export function appearanceFaults(form: Partial<CharacterForm>): readonly (FieldFault | null)[] {
  const fields = [...Object.entries(choices), ...marks.map((mark) => [mark, [true, false]] as const)]
  return fields.map(([field, values]) => {
    const value = form[field as keyof CharacterForm]
    return value === undefined ? null : oneOfFault(field, value, values)
  })
}

export function refusalOfCharacter(refusal: CharacterRefusal): Refusal {
  switch (refusal.type) {
    case 'AgeBelow18':
      return { type: 'age-below-18', came: refusal.came }
    case 'AgeAbove80':
      return { type: 'invalid-request', faults: [{ field: 'age', expected: `at most ${adultAge.oldest}`, came: String(refusal.came) }] }
    case 'TextRefused':
      return refusal.refusal
    case 'CharacterArchived':
      return { type: 'character-archived' }
    case 'CharacterExists':
      return { type: 'idempotency-key-reused' }
    case 'CharacterUnknown':
    case 'CharacterErased':
      return { type: 'not-found' }
    default:
      return unreachable(refusal)
  }
}

const handleFault = (handle: string): FieldFault | null =>
  /^[A-Za-z0-9_-]{3,30}$/.test(handle) ? null : { field: 'handle', expected: '3 to 30 of A-Z a-z 0-9 _ -', came: 'something else' }
