import type { CharacterRow } from '../../projections/characters/characters-query.ts'
import type { Character } from './contract/character.ts'
import { character } from './contract/character.ts'

const appearance = character.pick({
  gender: true,
  style: true,
  age: true,
  ethnicity: true,
  skinColor: true,
  eyeColor: true,
  faceShape: true,
  hairStyle: true,
  hairColor: true,
  bodyType: true,
  freckles: true,
  scars: true,
  tattoos: true,
  piercings: true,
})

/** A row of the characters view as the wire tells it. */
export function wireCharacter(row: CharacterRow, publicUrl: string): Character {
  return {
    ...appearance.strip().parse(row),
    id: row.id,
    userId: row.userId,
    name: row.name,
    handle: row.handle,
    defaultOutfit: row.defaultOutfit,
    bio: row.bio,
    nsfwEnabled: row.nsfwEnabled,
    // The hash makes a new face a new address, so that it may be cached.
    referenceUrl:
      row.referenceSha256 === null
        ? null
        : `${publicUrl}/api/v1/characters/${row.id}/reference?version=${row.referenceSha256.slice(0, 12)}`,
    archived: row.archived,
    createdAt: row.createdAt,
  }
}
