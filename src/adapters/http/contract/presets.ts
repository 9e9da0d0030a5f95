import { z } from 'zod'
import { words } from './text.ts'

/** The structured presets of every studio picture (product.md §3); a test holds them equal to the domain's. */
export const scene = z.enum([
  'professional_portrait',
  'candid_lifestyle',
  'fashion_editorial',
  'fitness_motivation',
  'morning_vibes',
  'night_out',
  'cozy_home',
  'beach_day',
])
export const environment = z.enum(['beach', 'home_bedroom', 'home_living_room', 'office', 'cafe', 'urban_street', 'studio'])
export const aspectRatio = z.enum(['1:1', '9:16', '2:3'])
export const qualityMode = z.enum(['draft', 'hq'])
export const outfit = words(1, 200)

export const studio = z.strictObject({ scene, environment, outfit, aspectRatio, qualityMode, nsfw: z.boolean() })

const option = z.strictObject({ value: z.string(), label: z.string() })

/** Everything a form offers, with labels for people. */
export const presets = z
  .strictObject({
    scenes: z.array(option),
    environments: z.array(option),
    aspectRatios: z.array(option.extend({ width: z.int(), height: z.int() })),
    qualityModes: z.array(option),
    outfits: z.array(z.strictObject({ group: z.string(), suggestions: z.array(z.string()) })),
    character: z.strictObject({
      gender: z.array(option),
      style: z.array(option),
      ethnicity: z.array(option),
      skinColor: z.array(option),
      eyeColor: z.array(option),
      faceShape: z.array(option),
      hairStyle: z.array(option),
      hairColor: z.array(option),
      bodyType: z.array(option),
      age: z.strictObject({ youngest: z.int(), oldest: z.int() }),
    }),
    defaults: z.strictObject({ scene, environment, aspectRatio, qualityMode, nsfw: z.boolean() }),
  })
  .meta({ id: 'Presets' })

export type Scene = z.infer<typeof scene>
export type Environment = z.infer<typeof environment>
export type AspectRatio = z.infer<typeof aspectRatio>
export type QualityMode = z.infer<typeof qualityMode>
export type Studio = z.infer<typeof studio>
export type Presets = z.infer<typeof presets>
export type PresetOption = z.infer<typeof option>
