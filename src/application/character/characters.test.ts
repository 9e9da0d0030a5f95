import { beforeEach, describe, expect, it } from '@jest/globals'
import { callerOf, characterForm, contextOf, testWorld, userOf } from '../../adapters/memory/test-world.ts'
import type { CharacterForm, Context } from '../use-cases.ts'
import { createCharacter } from './create-character.ts'

const mara = userOf('mara')
const stranger = userOf('stranger')
const studio = {
  scene: 'night_out',
  environment: 'office',
  outfit: 'jeans',
  aspectRatio: '1:1',
  qualityMode: 'draft',
  nsfw: false,
} as const
const notFound = { ok: false, rejection: { type: 'not-found' } }
const face = new TextEncoder().encode('picture 9x9 face')

describe('characters', () => {
  let world: ReturnType<typeof testWorld>
  beforeEach(() => {
    world = testWorld()
  })
  const create = (changes: Partial<CharacterForm> = {}, context: Context = contextOf(mara)) =>
    world.use.createCharacter({ ...characterForm, ...changes }, context)
  const created = async (changes: Partial<CharacterForm> = {}): Promise<string> => {
    const answer = await create(changes)
    if (!answer.ok) throw new Error(answer.rejection.type)
    return answer.value.characterId
  }
  const change = (characterId: string, changes: Partial<CharacterForm>, user = mara) =>
    world.use.changeCharacter({ characterId, changes }, contextOf(user))

  it('given an age below 18, then it is refused whatever else is said', async () => {
    expect(await create({ age: 17 })).toEqual({ ok: false, rejection: { type: 'age-below-18', came: 17 } })
    expect(await change(await created(), { age: 12 })).toEqual({ ok: false, rejection: { type: 'age-below-18', came: 12 } })
    expect(await create({ age: 81 })).toMatchObject({ ok: false, rejection: { type: 'invalid-request', faults: [{ field: 'age' }] } })
  })

  it.each<[string, Partial<CharacterForm>]>([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(81) }],
    ['handle', { handle: 'a b' }],
    ['bio', { bio: 'x'.repeat(201) }],
    ['defaultOutfit', { defaultOutfit: ' ' }],
    ['gender', { gender: 'robot' } as unknown as Partial<CharacterForm>],
    ['tattoos', { tattoos: 'yes' } as unknown as Partial<CharacterForm>],
  ])('given a %s that breaks its rule, then the field is named', async (field, changes) => {
    expect(await create(changes)).toMatchObject({ ok: false, rejection: { type: 'invalid-request', faults: [{ field }] } })
  })

  it('given words that are not allowed in any text, then the field is named', async () => {
    for (const field of ['name', 'bio', 'defaultOutfit'] as const) {
      expect(await create({ [field]: 'loli' })).toEqual({ ok: false, rejection: { type: 'underage-content', field } })
    }
  })

  it('given nsfw switched on later, then the old texts are read again', async () => {
    const characterId = await created({ bio: 'mother of a child' })
    expect(await change(characterId, { nsfwEnabled: true })).toEqual({ ok: false, rejection: { type: 'underage-content', field: 'bio' } })
    expect((await change(characterId, { nsfwEnabled: true, bio: 'surfer' })).ok).toBe(true)
  })

  it('given nsfw switched on at the very moment that a text comes which it forbids, then one of the two is refused', async () => {
    const characterId = await created()
    const answers = await Promise.all([change(characterId, { nsfwEnabled: true }), change(characterId, { bio: 'mother of a child' })])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ rejection: { type: 'underage-content', field: 'bio' } })
  })

  it('given a handle in use, then the name is taken', async () => {
    world.handles.add('mara')
    expect(await create({ handle: 'Mara' })).toEqual({ ok: false, rejection: { type: 'name-taken', field: 'handle' } })
  })

  it('given the same key, then the same character', async () => {
    const keyed = contextOf(mara, { route: 'characters', key: 'k', fingerprint: 'f' })
    const first = await create({}, keyed)
    world.handles.add('mara')
    expect(await create({}, keyed)).toEqual(first.ok ? { ok: true, value: { ...first.value, replayed: true } } : 'refused')
    expect(await create({}, { ...keyed, idempotency: { route: 'characters', key: 'k', fingerprint: 'g' } })).toMatchObject({
      ok: false,
      rejection: { type: 'idempotency-key-reused' },
    })
  })

  it('given equal requests at the same moment under one key, then one made it and the others say that they are repeats', async () => {
    const keyed = contextOf(mara, { route: 'characters', key: 'k', fingerprint: 'f' })
    const answers = await Promise.all([1, 2, 3].map(() => create({}, keyed)))
    const made = answers.map((answer) => (answer.ok ? answer.value : null))
    expect(new Set(made.map((one) => one?.characterId)).size).toBe(1)
    expect(made.filter((one) => one?.replayed === false)).toHaveLength(1)
  })

  it('given a handle that an equal request took in the meantime, then it answers as that one did', async () => {
    const keyed = contextOf(mara, { route: 'characters', key: 'k', fingerprint: 'f' })
    const handleDirectory = { handleTaken: async () => (await create({}, keyed)).ok }
    const answer = await createCharacter({ ...world.ports, handleDirectory })(characterForm, keyed)
    expect(answer).toMatchObject({ ok: true, value: { replayed: true } })
  })

  it('tells strangers nothing and changes nothing for them', async () => {
    const characterId = await created()
    expect(await change(characterId, { bio: 'x' }, stranger)).toEqual(notFound)
    expect(await world.use.archiveCharacter({ characterId, archived: true }, contextOf(stranger))).toEqual(notFound)
    expect(await world.use.setReference({ characterId, from: null }, contextOf(stranger))).toEqual(notFound)
    expect(await world.use.readReference({ characterId }, callerOf(stranger))).toEqual(notFound)
  })

  it('given one that comes back with a change that is refused, then it stays where it was', async () => {
    const characterId = await created()
    await world.use.archiveCharacter({ characterId, archived: true }, contextOf(mara))
    const back = (changes: Partial<CharacterForm>) => world.use.changeCharacter({ characterId, changes, archived: false }, contextOf(mara))
    expect(await back({ bio: 'loli' })).toEqual({ ok: false, rejection: { type: 'underage-content', field: 'bio' } })
    expect(await change(characterId, { bio: 'x' })).toEqual({ ok: false, rejection: { type: 'character-archived' } })
    expect((await back({ bio: 'surfer' })).ok).toBe(true)
    expect((await world.use.changeCharacter({ characterId, changes: { bio: 'gone' }, archived: true }, contextOf(mara))).ok).toBe(true)
    expect(await change(characterId, { bio: 'x' })).toEqual({ ok: false, rejection: { type: 'character-archived' } })
  })

  it('given an archived one, then it cannot be changed until it is back', async () => {
    const characterId = await created()
    await world.use.archiveCharacter({ characterId, archived: true }, contextOf(mara))
    expect(await change(characterId, { bio: 'x' })).toEqual({ ok: false, rejection: { type: 'character-archived' } })
    await world.use.archiveCharacter({ characterId, archived: false }, contextOf(mara))
    expect((await change(characterId, { bio: 'x' })).ok).toBe(true)
  })

  describe('the reference face', () => {
    it('given an upload, then it can be read, and is gone when cleared', async () => {
      const characterId = await created()
      expect(await world.use.readReference({ characterId }, callerOf(mara))).toEqual(notFound)
      await world.use.setReference({ characterId, from: { bytes: face } }, contextOf(mara))
      expect(await world.use.readReference({ characterId }, callerOf(mara))).toMatchObject({ ok: true, value: { mime: 'image/png' } })
      await world.use.setReference({ characterId, from: null }, contextOf(mara))
      expect(await world.use.readReference({ characterId }, callerOf(mara))).toEqual(notFound)
    })

    it('given a picture, then it must be of this character, out of the trash and not nsfw', async () => {
      const characterId = await created({ nsfwEnabled: true })
      const other = await created({ handle: 'other' })
      const picture = async (ofCharacter: string, nsfw: boolean): Promise<string> => {
        const answer = await world.use.uploadImage({ characterId: ofCharacter, bytes: face, studio: { ...studio, nsfw } }, contextOf(mara))
        if (!answer.ok) throw new Error(answer.rejection.type)
        return answer.value.assetId
      }
      const set = async (assetId: string) => {
        const answer = await world.use.setReference({ characterId, from: { assetId } }, contextOf(mara))
        return answer.ok ? 'set' : answer.rejection.type
      }
      expect(await set(await picture(other, false))).toBe('source-not-of-character')
      expect(await set(await picture(characterId, true))).toBe('nsfw-not-allowed')
      const trashed = await picture(characterId, false)
      await world.use.trashImage({ assetId: trashed }, contextOf(mara))
      expect(await set(trashed)).toBe('image-in-trash')
      expect(await set(await picture(characterId, false))).toBe('set')
    })
  })

  describe('previewPrompt', () => {
    it('shows the prompt in its parts, as it would be sent', async () => {
      const preview = await world.use.previewPrompt({
        character: { ...characterForm, name: '' },
        studio,
        prompt: 'smiling',
        negativePrompt: 'hats',
      })
      expect(preview).toMatchObject({ ok: true, value: { negativePrompt: expect.stringMatching(/^hats, /) as unknown } })
      expect(preview.ok && preview.value.parts.map(({ part }) => part)).toContain('own words')
      expect(preview.ok && preview.value.prompt).toContain('smiling')
    })

    it('refuses what the request itself would refuse', async () => {
      expect(await world.use.previewPrompt({ character: { ...characterForm, age: 17 }, studio })).toMatchObject({
        ok: false,
        rejection: { type: 'age-below-18' },
      })
      expect(await world.use.previewPrompt({ character: characterForm, studio, prompt: 'loli' })).toMatchObject({
        ok: false,
        rejection: { type: 'underage-content' },
      })
      expect(await world.use.previewPrompt({ character: characterForm, studio: { ...studio, outfit: '' } })).toMatchObject({
        ok: false,
        rejection: { type: 'invalid-request' },
      })
    })
  })
})
