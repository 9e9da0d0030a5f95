import { describe, expect, it } from '@jest/globals'
import { environmentPhrases } from '../../../domain/presets/phrases.ts'
import { composePrompt } from '../../../domain/presets/prompt.ts'
import { starterCharacter } from '../../../domain/presets/outfits.ts'
import { environments, scenes, type Environment, type Scene } from '../../../domain/presets/studio-settings.ts'
import {
  eyeColors,
  faceShapes,
  bodyTypes,
  hairColors,
  hairStyles,
  skinColors,
  type Appearance,
} from '../../../domain/presets/appearance.ts'
import { readPortrait } from './prompt-reader.ts'

const looks: Appearance = starterCharacter
const promptOf = (
  appearance: Partial<Appearance> = {},
  studio: { readonly scene?: Scene; readonly environment?: Environment; readonly outfit?: string } = {},
  words = '',
): string =>
  composePrompt(
    { ...looks, ...appearance },
    {
      scene: 'professional_portrait',
      environment: 'studio',
      outfit: 'denim jacket',
      aspectRatio: '1:1',
      qualityMode: 'draft',
      nsfw: false,
      ...studio,
    },
    words,
  ).prompt

describe('what the painter reads from the prompts that the studio composes', () => {
  it.each(scenes.flatMap((scene) => environments.map((environment) => [scene, environment] as const)))(
    'knows the scene %s from the place %s',
    (scene, environment) => {
      expect(readPortrait(promptOf({}, { scene, environment }))).toMatchObject({ scene, environment })
    },
  )

  it.each(hairStyles)('knows the hair "%s"', (hairStyle) => {
    expect(readPortrait(promptOf({ hairStyle })).hair.style).toBe(hairStyle)
  })

  it.each(hairColors)('knows %s hair, whatever is worn', (hairColor) => {
    expect(readPortrait(promptOf({ hairColor }, { outfit: 'blue hoodie' })).hair.colour).toBe(hairColor)
  })

  it.each(eyeColors)('knows %s eyes', (eyeColor) => {
    expect(readPortrait(promptOf({ eyeColor })).eyes).toBe(eyeColor)
  })

  it.each(skinColors)('knows %s skin', (skinColor) => {
    expect(readPortrait(promptOf({ skinColor })).skin).toBe(skinColor)
  })

  it.each(faceShapes)('knows an %s face', (faceShape) => {
    expect(readPortrait(promptOf({ faceShape })).face).toBe(faceShape)
  })

  it.each(bodyTypes)('knows a %s body', (bodyType) => {
    expect(readPortrait(promptOf({ bodyType })).body).toBe(bodyType)
  })

  it('tells women from men, photographs from anime, and marks from none', () => {
    expect(
      readPortrait(promptOf({ gender: 'male', style: 'anime', freckles: false, scars: true, tattoos: true, piercings: true })),
    ).toMatchObject({
      gender: 'male',
      medium: 'anime',
      freckles: false,
      scars: true,
      tattoos: true,
      piercings: true,
    })
    expect(readPortrait(promptOf())).toMatchObject({ gender: 'female', medium: 'photograph', freckles: true, age: 27 })
  })

  it('keeps the outfit and the free words apart from the person', () => {
    const portrait = readPortrait(promptOf({}, { outfit: 'a red coat, blue jeans' }, 'holding a cup in a cafe, with sunglasses'))
    expect(portrait.outfit).toBe('a red coat, blue jeans')
    expect(portrait.wishes).toContain('with sunglasses')
    expect(portrait.environment).toBe('studio')
  })

  it('gives a person the same identity in every scene, place and outfit, and another to another person', () => {
    const one = readPortrait(promptOf({}, { scene: 'night_out', environment: 'beach', outfit: 'hoodie' }, 'dancing')).identity
    expect(readPortrait(promptOf({}, { scene: 'cozy_home', environment: 'office', outfit: '' })).identity).toBe(one)
    expect(readPortrait(promptOf({ hairColor: 'black' })).identity).not.toBe(one)
  })

  it('never reads somebody younger than 18', () => {
    expect(readPortrait('a 12-year-old girl').age).toBe(18)
    expect(readPortrait('a 12 year old boy on a beach').age).toBe(18)
  })

  it('makes do with free text', () => {
    expect(readPortrait('A bearded man with short ginger hair, at night in the city')).toMatchObject({
      gender: 'male',
      hair: { style: 'short', colour: 'ginger' },
      beard: 'short',
      environment: 'urban_street',
      scene: 'night_out',
    })
    expect(readPortrait('')).toMatchObject({ gender: 'female', environment: 'studio', scene: 'professional_portrait' })
  })

  it('knows every phrase of a place by heart', () => {
    for (const environment of environments) expect(readPortrait(environmentPhrases[environment]).environment).toBe(environment)
  })
})
