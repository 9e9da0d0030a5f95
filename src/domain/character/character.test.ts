import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fold } from '../decider.ts'
import { character, type CharacterCommand } from './character.ts'
import type { CharacterCreated, CharacterEvent } from './character-events.ts'

const folder = join(__dirname, 'stored')
const samples = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CharacterEvent)
const created = samples.find((event): event is CharacterCreated => event.type === 'CharacterCreated')
if (created === undefined) throw new Error('there is no stored sample of CharacterCreated')
const { profile, characterId } = created.data
const face = { sha256: 'f'.repeat(64), width: 64, height: 64 }

const create = (age: number): CharacterCommand => ({ type: 'CreateCharacter', data: { ...created.data, profile: { ...profile, age } } })
const change = (changes: Partial<typeof profile>): CharacterCommand => ({ type: 'ChangeCharacter', data: { changes } })
const archive = (archived: boolean): CharacterCommand => ({ type: 'ArchiveCharacter', data: { archived } })
const archivedNow: CharacterEvent = { type: 'CharacterArchived', data: { characterId } }
const given = (...history: readonly CharacterEvent[]) => ({
  when: (command: CharacterCommand) => character.decide(command, fold(character, history)),
})
const refused = (type: string, more: object = {}) => ({ ok: false, rejection: { type, ...more } })

describe('a character', () => {
  it('given texts that do not go with nsfw, then either is refused when it comes second', () => {
    const told = refused('TextRefused', { refusal: { type: 'underage-content', field: 'bio' } })
    const on = { type: 'CharacterChanged', data: { characterId, changes: { nsfwEnabled: true } } } as const
    const text = { type: 'CharacterChanged', data: { characterId, changes: { bio: 'mother of a child' } } } as const
    expect(given(created, on).when(change({ bio: 'mother of a child' }))).toEqual(told)
    expect(given(created, text).when(change({ nsfwEnabled: true }))).toEqual(told)
    expect(given(created, text).when(change({ name: 'Mia' }))).toMatchObject({ ok: true })
  })

  it.each([17, 0, -1, 17.5, Number.NaN, 18.5])('given an age of %p, then it is refused, created or changed', (age) => {
    expect(given().when(create(age))).toEqual(refused('AgeBelow18', { came: age }))
    expect(given(created).when(change({ age }))).toEqual(refused('AgeBelow18', { came: age }))
  })

  it('given 18 and 80, then it is an adult; 81 is too old', () => {
    expect(given().when(create(18)).ok).toBe(true)
    expect(given().when(create(80)).ok).toBe(true)
    expect(given().when(create(81))).toEqual(refused('AgeAbove80', { came: 81 }))
  })

  it('given a change, then only what is different is recorded; nothing different, nothing recorded', () => {
    const answer = given(created).when(change({ ...profile, bio: 'another bio' }))
    expect(answer).toEqual({ ok: true, value: [{ type: 'CharacterChanged', data: { characterId, changes: { bio: 'another bio' } } }] })
    expect(given(created).when(change(profile))).toEqual({ ok: true, value: [] })
  })

  it('given an archived one, then it cannot be changed until it is back', () => {
    expect(given(created).when(archive(true))).toEqual({ ok: true, value: [archivedNow] })
    expect(given(created, archivedNow).when(archive(true))).toEqual({ ok: true, value: [] })
    expect(given(created, archivedNow).when(change({ bio: 'x' }))).toEqual(refused('CharacterArchived'))
    expect(given(created, archivedNow).when({ type: 'SetReference', data: face })).toEqual(refused('CharacterArchived'))
    expect(given(created, archivedNow).when(archive(false))).toEqual({
      ok: true,
      value: [{ type: 'CharacterUnarchived', data: { characterId } }],
    })
  })

  it('given a reference, then the same face again changes nothing, and it can be cleared', () => {
    const set: CharacterEvent = { type: 'ReferenceSet', data: { characterId, ...face } }
    expect(given(created).when({ type: 'SetReference', data: face })).toEqual({ ok: true, value: [set] })
    expect(given(created, set).when({ type: 'SetReference', data: face })).toEqual({ ok: true, value: [] })
    expect(given(created, set).when({ type: 'ClearReference', data: {} })).toEqual({
      ok: true,
      value: [{ type: 'ReferenceCleared', data: { characterId } }],
    })
    expect(given(created).when({ type: 'ClearReference', data: {} })).toEqual({ ok: true, value: [] })
  })

  it('given an erased one, then it stays erased', () => {
    const erased: CharacterEvent = { type: 'CharacterErased', data: { characterId } }
    for (const command of [change({ bio: 'x' }), archive(true)])
      expect(given(created, erased).when(command)).toEqual(refused('CharacterErased'))
    expect(given(created, erased).when(create(30))).toEqual(refused('CharacterExists'))
  })

  it('given any commands in any order, then nobody is ever younger than 18 or older than 80', () => {
    const ages = fc.integer({ min: -5, max: 120 })
    const commands = fc.oneof(
      ages.map(create),
      ages.map((age) => change({ age })),
      fc.boolean().map(archive),
    )
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 30 }), (sequence) => {
        const history: CharacterEvent[] = []
        for (const command of sequence) {
          const decided = character.decide(command, fold(character, history))
          if (decided.ok) history.push(...decided.value)
          const state = fold(character, history)
          if ('profile' in state) expect(state.profile.age >= 18 && state.profile.age <= 80).toBe(true)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('folds every stored sample, wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...samples), { maxLength: 20 }), (history) => {
        expect(fold(character, history)).toHaveProperty('status')
      }),
    )
  })
})
