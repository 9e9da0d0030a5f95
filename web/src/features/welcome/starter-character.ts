import type { CharacterForm } from '../../api/characters.ts'

/** The ready-made character of a first run: an adult, ordinary in every field, changed like any other. */
export const starterCharacter = {
  name: 'Nova',
  handle: 'nova_days',
  gender: 'female',
  style: 'realistic',
  age: 24,
  ethnicity: 'caucasian',
  skinColor: 'medium',
  eyeColor: 'brown',
  faceShape: 'oval',
  hairStyle: 'long straight',
  hairColor: 'blonde',
  bodyType: 'average',
  defaultOutfit: 'summer dress',
  bio: 'Sun, salt and early mornings.',
} as const satisfies CharacterForm
