import { describe, expect, it } from '@jest/globals'
import { bodyTypes, ethnicities, eyeColors, faceShapes, hairColors, hairStyles, skinColors } from './appearance.ts'
import { outfitSuggestions, starterCharacter } from './outfits.ts'
import { environmentPhrases, scenePhrases } from './phrases.ts'
import { composeNegative, composePrompt, typedNegative } from './prompt.ts'
import { aspectRatios, environments, nearestRatio, pixelsOf, scenes, studioDefaults, type StudioSettings } from './studio-settings.ts'

const studio: StudioSettings = { ...studioDefaults, outfit: 'denim jacket' }

describe('prompt composition', () => {
  it('speaks in the order of the product page', () => {
    expect(composePrompt(starterCharacter, { ...studio, scene: 'night_out', environment: 'urban_street' }, ' laughing ').prompt).toBe(
      'photograph, a 27-year-old Caucasian woman, long wavy auburn hair, green eyes, light skin, oval face, freckles, athletic build, ' +
        'wearing denim jacket, on a city street between tall buildings, night out, lively evening mood, glowing city lights, laughing, ' +
        'sharp focus, natural skin texture, high detail',
    )
  })

  it('draws an anime character as an illustration, with the right article and a bald head', () => {
    const { prompt } = composePrompt({ ...starterCharacter, style: 'anime', gender: 'male', age: 18, hairStyle: 'bald' }, studio, '')
    expect(prompt).toMatch(/^anime illustration, an 18-year-old Caucasian man, bald head, /)
  })

  it('leaves out what was not said', () => {
    const { parts } = composePrompt(starterCharacter, studio, '  ')
    expect(parts.map(({ part }) => part)).not.toContain('own words')
  })

  it('never sends a raw id', () => {
    const ids = [...scenes, ...environments].filter((id) => id.includes('_'))
    for (const scene of scenes)
      for (const environment of environments) {
        const { prompt } = composePrompt(starterCharacter, { ...studio, scene, environment }, '')
        expect(ids.filter((id) => prompt.includes(id))).toEqual([])
      }
  })

  it('gives each preset and each feature words of its own', () => {
    const different = (texts: readonly string[]): boolean => new Set(texts).size === texts.length
    expect(different(Object.values(scenePhrases))).toBe(true)
    expect(different(Object.values(environmentPhrases))).toBe(true)
    const features = {
      ethnicity: ethnicities,
      skinColor: skinColors,
      eyeColor: eyeColors,
      faceShape: faceShapes,
      hairStyle: hairStyles,
      hairColor: hairColors,
      bodyType: bodyTypes,
    }
    for (const [field, values] of Object.entries(features)) {
      expect(different(values.map((value) => composePrompt({ ...starterCharacter, [field]: value }, studio, '').prompt))).toBe(true)
    }
  })

  it('avoids nudity unless nsfw, and puts typed words first', () => {
    expect(composeNegative('red hat', false)).toMatch(/^red hat, deformed, .*nudity/)
    expect(composeNegative('', true)).not.toMatch(/nud/)
  })

  it.each(['', 'red hat', 'nude, naked', 'deformed, extra limbs'])('gives back what was typed: %p', (typed) => {
    for (const nsfw of [true, false]) expect(typedNegative(composeNegative(typed, nsfw), nsfw)).toBe(typed)
    expect(typedNegative('of older defaults', false)).toBe('of older defaults')
  })

  it('suggests no school uniform and no cheerleader', () => {
    expect(Object.values(outfitSuggestions).flat().join(' ')).not.toMatch(/school|cheer/i)
  })
})

describe('sizes', () => {
  it('are multiples of 16', () => {
    for (const ratio of aspectRatios) expect([pixelsOf[ratio].widthPx % 16, pixelsOf[ratio].heightPx % 16]).toEqual([0, 0])
  })

  it.each([
    [1000, 1000, '1:1'],
    [4000, 1000, '1:1'],
    [1080, 1920, '9:16'],
    [1000, 1500, '2:3'],
  ])('finds the nearest ratio of %d × %d', (width, height, ratio) => {
    expect(nearestRatio(width, height)).toBe(ratio)
  })
})
