import { describe, expect, it } from '@jest/globals'
import * as domainAppearance from '../../../domain/presets/appearance.ts'
import * as domainStudio from '../../../domain/presets/studio-settings.ts'
import * as wireCharacter from './character.ts'
import { inpaintRequest } from './inpaint.ts'
import * as wireStudio from './presets.ts'

describe('the values of the wire', () => {
  it.each([
    ['scene', wireStudio.scene.options, domainStudio.scenes],
    ['environment', wireStudio.environment.options, domainStudio.environments],
    ['aspectRatio', wireStudio.aspectRatio.options, domainStudio.aspectRatios],
    ['qualityMode', wireStudio.qualityMode.options, domainStudio.qualityModes],
    ['gender', wireCharacter.gender.options, domainAppearance.genders],
    ['style', wireCharacter.style.options, domainAppearance.styles],
    ['ethnicity', wireCharacter.ethnicity.options, domainAppearance.ethnicities],
    ['skinColor', wireCharacter.skinColor.options, domainAppearance.skinColors],
    ['eyeColor', wireCharacter.eyeColor.options, domainAppearance.eyeColors],
    ['faceShape', wireCharacter.faceShape.options, domainAppearance.faceShapes],
    ['hairStyle', wireCharacter.hairStyle.options, domainAppearance.hairStyles],
    ['hairColor', wireCharacter.hairColor.options, domainAppearance.hairColors],
    ['bodyType', wireCharacter.bodyType.options, domainAppearance.bodyTypes],
  ])('of %s are the domain’s, in its order', (_, wire, domain) => {
    expect(wire).toEqual(domain)
  })
})

describe('a text on the wire', () => {
  const body = {
    characterId: '11111111-1111-4111-8111-111111111111',
    sourceImageId: '22222222-2222-4222-8222-222222222222',
    maskedImageBase64Png: 'x',
  }
  it('counts code points: 2000 emoji pass, 2001 do not', () => {
    expect(inpaintRequest.safeParse({ ...body, prompt: '🍌'.repeat(2000) }).success).toBe(true)
    expect(inpaintRequest.safeParse({ ...body, prompt: '🍌'.repeat(2001) }).success).toBe(false)
  })

  it('may not be blank where words are needed', () => {
    expect(inpaintRequest.safeParse({ ...body, prompt: '   ' }).success).toBe(false)
  })
})

describe('an inpaint body', () => {
  const base = {
    characterId: '11111111-1111-4111-8111-111111111111',
    sourceImageId: '22222222-2222-4222-8222-222222222222',
    prompt: 'a banana',
  }
  it('needs exactly one of the two masks', () => {
    expect(inpaintRequest.safeParse(base).success).toBe(false)
    expect(inpaintRequest.safeParse({ ...base, maskedImageBase64Png: 'x', maskFromImageId: base.sourceImageId }).success).toBe(false)
  })

  it('fills in what old clients do not send, and ignores what it does not know', () => {
    const parsed = inpaintRequest.parse({ ...base, maskedImageBase64Png: 'x', someday: 1 })
    expect(parsed).toEqual({
      ...base,
      maskedImageBase64Png: 'x',
      count: 1,
      growPx: 0,
      featherPx: 8,
      strength: 1,
      area: 'whole',
      allowFullMask: false,
    })
  })
})

describe('a character’s form', () => {
  it('has no age unless one is given', () => {
    const faults = wireCharacter.characterForm.safeParse({}).error?.issues.map((issue) => issue.path.join('.')) ?? []
    expect(faults).toContain('age')
  })
})
