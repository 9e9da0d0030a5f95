import { z } from 'zod'
import { outfit } from './presets.ts'
import { id, orNull, text, time, words } from './text.ts'

/** What a character looks like (product.md §4); a test holds the values equal to the domain's. */
export const gender = z.enum(['female', 'male'])
export const style = z.enum(['realistic', 'anime'])
export const ethnicity = z.enum(['asian', 'black', 'caucasian', 'latina', 'arabian', 'indian', 'mixed'])
export const skinColor = z.enum(['light', 'medium', 'tan', 'dark'])
export const eyeColor = z.enum(['brown', 'blue', 'green', 'hazel', 'gray', 'amber'])
export const faceShape = z.enum(['oval', 'round', 'square', 'heart', 'diamond'])
export const hairStyle = z.enum([
  'long straight',
  'long wavy',
  'long curly',
  'shoulder-length',
  'bob',
  'pixie',
  'braids',
  'ponytail',
  'bun',
  'buzz cut',
  'short',
  'bald',
])
export const hairColor = z.enum(['black', 'brown', 'blonde', 'auburn', 'red', 'gray', 'white'])
export const bodyType = z.enum(['slim', 'athletic', 'average', 'curvy', 'muscular', 'plus size'])

/** Required, without a default. A younger age passes the form and is refused by name (`age-below-18`), not as a broken field. */
const age = z.int().min(0).max(80).meta({ minimum: 18, description: 'Whole years, 18 to 80. There is no default.' })

const appearance = { gender, style, age, ethnicity, skinColor, eyeColor, faceShape, hairStyle, hairColor, bodyType }
const named = {
  name: words(1, 80),
  handle: z.string().regex(/^[A-Za-z0-9_-]{3,30}$/, { error: 'expected 3 to 30 of A-Z a-z 0-9 _ -' }),
}

export const characterForm = z
  .strictObject({
    ...named,
    ...appearance,
    freckles: z.boolean().default(false),
    scars: z.boolean().default(false),
    tattoos: z.boolean().default(false),
    piercings: z.boolean().default(false),
    defaultOutfit: outfit.default('casual streetwear'),
    bio: text(0, 200).default(''),
    nsfwEnabled: z.boolean().default(false),
  })
  .meta({ id: 'CharacterForm' })

/** Any of the form's fields; `archived` puts the character away or brings it back. */
export const characterChanges = z
  .strictObject({
    ...named,
    ...appearance,
    freckles: z.boolean(),
    scars: z.boolean(),
    tattoos: z.boolean(),
    piercings: z.boolean(),
    defaultOutfit: outfit,
    bio: text(0, 200),
    nsfwEnabled: z.boolean(),
    archived: z.boolean(),
  })
  .partial()
  .meta({ id: 'CharacterChanges' })

/** `null` texts were erased. */
export const character = z
  .strictObject({
    id,
    userId: id,
    name: z.string().nullable(),
    handle: z.string().nullable(),
    ...appearance,
    freckles: z.boolean(),
    scars: z.boolean(),
    tattoos: z.boolean(),
    piercings: z.boolean(),
    defaultOutfit: z.string().nullable(),
    bio: z.string().nullable(),
    nsfwEnabled: z.boolean(),
    referenceUrl: z.string().nullable(),
    archived: z.boolean(),
    createdAt: time,
  })
  .meta({ id: 'Character' })

/** `character` is null only while the view is behind (`X-Projection-Lag` then says by how much). */
export const characterAnswer = z.strictObject({ id, character: orNull(character) }).meta({ id: 'CharacterAnswer' })
export const characterList = z.strictObject({ characters: z.array(character) }).meta({ id: 'CharacterList' })

/** JSON: one of the character's own images as reference face; `null` clears it. An upload comes as multipart instead. */
export const referenceChange = z.strictObject({ imageId: id.nullable() }).meta({ id: 'ReferenceChange' })

export type Character = z.infer<typeof character>
export type CharacterForm = z.input<typeof characterForm>
export type CharacterChanges = z.input<typeof characterChanges>
export type CharacterAnswer = z.infer<typeof characterAnswer>
export type CharacterList = z.infer<typeof characterList>
export type ReferenceChange = z.input<typeof referenceChange>
