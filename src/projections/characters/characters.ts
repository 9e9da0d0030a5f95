import type { Fact } from '../../application/ports/event-store.ts'
import type { CharacterEvent } from '../../domain/character/character-events.ts'
import { unreachable } from '../../domain/decider.ts'
import { foldPage, subjectOf } from '../fold-page.ts'
import type { Projection } from '../projection.ts'
import type { CharacterRow } from './characters-query.ts'

const handles: readonly CharacterEvent['type'][] = [
  'CharacterCreated',
  'CharacterChanged',
  'ReferenceSet',
  'ReferenceCleared',
  'CharacterArchived',
  'CharacterUnarchived',
  'CharacterErased',
]

/** Every character with its present face and traits. */
export const characters: Projection<CharacterRow> = {
  name: 'characters',
  version: 1,
  handles,
  keysOf: (event) => [subjectOf(event)],
  project: (page, rows) => foldPage<CharacterRow, CharacterEvent>(page, rows, handles, foldCharacter),
}

function foldCharacter(row: CharacterRow | undefined, event: Fact<CharacterEvent>): CharacterRow | undefined {
  const { position } = event
  if (event.type === 'CharacterCreated') {
    const { characterId, ownerId, profile, createdAt } = event.data
    return { ...profile, id: characterId, userId: ownerId, referenceSha256: null, archived: false, erased: false, createdAt, position }
  }
  if (row === undefined || row.erased) return row
  switch (event.type) {
    case 'CharacterChanged':
      return { ...row, ...event.data.changes, position }
    case 'ReferenceSet':
      return { ...row, referenceSha256: event.data.sha256, position }
    case 'ReferenceCleared':
      return { ...row, referenceSha256: null, position }
    case 'CharacterArchived':
      return { ...row, archived: true, position }
    case 'CharacterUnarchived':
      return { ...row, archived: false, position }
    case 'CharacterErased':
      return { ...row, name: null, handle: null, defaultOutfit: null, bio: null, referenceSha256: null, erased: true, position }
    default:
      return unreachable(event)
  }
}
