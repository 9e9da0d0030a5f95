import { describe, expect, it } from '@jest/globals'
import type { Recorded } from '../../application/ports/event-store.ts'
import type { CharacterEvent } from '../../domain/character/character-events.ts'
import { appearance } from '../history-samples.contract.ts'
import type { CharacterRow } from './characters-query.ts'
import { characters } from './characters.ts'

const characterId = '00000000-0000-4000-8000-000000000001'
const about = { characterId }
const profile = { ...appearance, name: 'Ada', handle: 'ada_l', defaultOutfit: 'hoodie', bio: 'likes engines', nsfwEnabled: false }
const created: CharacterEvent = {
  type: 'CharacterCreated',
  data: { ...about, ownerId: 'owner', profile, createdAt: '2026-01-01T00:00:00.000Z' },
}

describe('characters', () => {
  it('given a character, then the row has all of its profile', () => {
    const facts = {
      id: characterId,
      userId: 'owner',
      referenceSha256: null,
      archived: false,
      erased: false,
      createdAt: '2026-01-01T00:00:00.000Z',
    }
    expect(rowAfter([])).toEqual({ ...profile, ...facts, position: 1n })
  })

  it('when some fields change, then the others stay', () => {
    const row = rowAfter([{ type: 'CharacterChanged', data: { ...about, changes: { name: 'Grace', bio: null } } }])
    expect(row).toEqual({ ...rowAfter([]), name: 'Grace', bio: null, position: 2n })
  })

  it('when a reference is set and cleared, then the row follows', () => {
    const set: CharacterEvent = { type: 'ReferenceSet', data: { ...about, sha256: 'face', width: 1, height: 1 } }
    expect(rowAfter([set])?.referenceSha256).toBe('face')
    expect(rowAfter([set, { type: 'ReferenceCleared', data: about }])?.referenceSha256).toBeNull()
  })

  it('when it is archived and taken back, then the row follows', () => {
    expect(rowAfter([{ type: 'CharacterArchived', data: about }])?.archived).toBe(true)
    expect(
      rowAfter([
        { type: 'CharacterArchived', data: about },
        { type: 'CharacterUnarchived', data: about },
      ])?.archived,
    ).toBe(false)
  })

  it('when it is erased, then nothing personal is left, for ever', () => {
    const row = rowAfter([
      { type: 'CharacterErased', data: about },
      { type: 'CharacterChanged', data: { ...about, changes: { name: 'back' } } },
    ])
    expect(row).toMatchObject({
      name: null,
      handle: null,
      bio: null,
      defaultOutfit: null,
      referenceSha256: null,
      erased: true,
      position: 2n,
    })
  })
})

const rowAfter = (events: readonly CharacterEvent[]): CharacterRow | undefined =>
  characters.project([created, ...events].map(recorded), new Map()).get(characterId)

function recorded(event: CharacterEvent, index: number): Recorded {
  const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'user', id: 'owner' } } as const
  const place = {
    stream: `character-${characterId}`,
    revision: BigInt(index),
    position: BigInt(index + 1),
    recordedAt: '2026-01-01T00:00:01.000Z',
  }
  return { ...event, eventId: String(index), meta, ...place }
}
