import type { Character, CharacterForm } from '../../api/characters.ts'

/** A new character has no age yet: nobody is an adult by default here. */
const blank: Required<CharacterForm> = {
  name: '',
  handle: '',
  gender: 'female',
  style: 'realistic',
  age: Number.NaN,
  ethnicity: 'mixed',
  skinColor: 'medium',
  eyeColor: 'brown',
  faceShape: 'oval',
  hairStyle: 'long wavy',
  hairColor: 'brown',
  bodyType: 'average',
  freckles: false,
  scars: false,
  tattoos: false,
  piercings: false,
  defaultOutfit: 'casual streetwear',
  bio: '',
  nsfwEnabled: false,
}

/** The form of a character, or of one that is still to be made. Erased texts start anew. */
export function formOf(character: Character | null): Required<CharacterForm> {
  if (character === null) return blank
  const fields = Object.keys(blank) as (keyof CharacterForm)[]
  const filled: Partial<CharacterForm> = Object.fromEntries(
    fields.flatMap((field) => (character[field] === null ? [] : [[field, character[field]]])),
  )
  return { ...blank, ...filled }
}
