import type { AspectRatio, Environment, Presets, QualityMode, Scene } from './contract/presets.ts'
import * as wire from './contract/character.ts'
import { aspectRatio, environment, qualityMode, scene } from './contract/presets.ts'

/** Everything a form offers. The compiler keeps the labels complete; a test holds values and sizes equal to the domain's. */
export const presetOptions: Presets = {
  scenes: scene.options.map((value) => ({ value, label: sceneLabels()[value] })),
  environments: environment.options.map((value) => ({ value, label: environmentLabels()[value] })),
  aspectRatios: aspectRatio.options.map((value) => ({ value, ...ratios()[value] })),
  qualityModes: qualityMode.options.map((value) => ({ value, label: qualityLabels()[value] })),
  outfits: [
    {
      group: 'Casual',
      suggestions: ['casual streetwear', 'athleisure', 'yoga', 'jeans', 'tank top', 'crop top', 'hoodie', 'denim jacket'],
    },
    {
      group: 'Glamour',
      suggestions: ['date night glam', 'cocktail dress', 'mini skirt', 'summer dress', 'evening gown', 'formal attire', 'red carpet'],
    },
    { group: 'Swim & lounge', suggestions: ['bikini', 'swimsuit', 'nightgown', 'slip dress'] },
    { group: 'Themed', suggestions: ['nurse', 'police officer', 'princess', 'superhero', 'witch', 'business'] },
  ],
  character: {
    gender: sayable(wire.gender.options),
    style: sayable(wire.style.options),
    ethnicity: sayable(wire.ethnicity.options),
    skinColor: sayable(wire.skinColor.options),
    eyeColor: sayable(wire.eyeColor.options),
    faceShape: sayable(wire.faceShape.options),
    hairStyle: sayable(wire.hairStyle.options),
    hairColor: sayable(wire.hairColor.options),
    bodyType: sayable(wire.bodyType.options),
    age: { youngest: 18, oldest: 80 },
  },
  defaults: { scene: 'professional_portrait', environment: 'studio', aspectRatio: '9:16', qualityMode: 'draft', nsfw: false },
}

function sceneLabels(): Readonly<Record<Scene, string>> {
  return {
    professional_portrait: 'Professional portrait',
    candid_lifestyle: 'Candid lifestyle',
    fashion_editorial: 'Fashion editorial',
    fitness_motivation: 'Fitness motivation',
    morning_vibes: 'Morning vibes',
    night_out: 'Night out',
    cozy_home: 'Cozy home',
    beach_day: 'Beach day',
  }
}

function environmentLabels(): Readonly<Record<Environment, string>> {
  return {
    beach: 'Beach',
    home_bedroom: 'Bedroom',
    home_living_room: 'Living room',
    office: 'Office',
    cafe: 'Café',
    urban_street: 'City street',
    studio: 'Photo studio',
  }
}

function ratios(): Readonly<Record<AspectRatio, { readonly label: string; readonly width: number; readonly height: number }>> {
  return {
    '1:1': { label: 'Square', width: 1024, height: 1024 },
    '9:16': { label: 'Story', width: 832, height: 1472 },
    '2:3': { label: 'Portrait', width: 896, height: 1344 },
  }
}

function qualityLabels(): Readonly<Record<QualityMode, string>> {
  return { draft: 'Draft', hq: 'High quality' }
}

/** These values are words already. */
function sayable(values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))
}
