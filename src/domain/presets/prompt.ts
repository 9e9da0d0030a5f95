import type { Appearance } from './appearance.ts'
import {
  bodyPhrases,
  environmentPhrases,
  ethnicityPhrases,
  facePhrases,
  hairPhrases,
  mediumPhrases,
  scenePhrases,
  skinPhrases,
} from './phrases.ts'
import type { StudioSettings } from './studio-settings.ts'

export type PromptPart = {
  readonly part: 'medium' | 'person' | 'hair' | 'eyes' | 'skin' | 'body' | 'outfit' | 'environment' | 'scene' | 'own words' | 'quality'
  readonly text: string
}
export type ComposedPrompt = { readonly prompt: string; readonly parts: readonly PromptPart[] }

/**
 * The text of a picture, in the order of product.md §4: medium, person, hair, eyes, skin, body, outfit, environment, scene, the person's
 * own words, a short quality tail. Parts without text are left out.
 */
export function composePrompt(appearance: Appearance, studio: StudioSettings, userPrompt: string): ComposedPrompt {
  const parts: readonly PromptPart[] = [
    { part: 'medium', text: mediumPhrases[appearance.style] },
    { part: 'person', text: personOf(appearance) },
    { part: 'hair', text: hairOf(appearance) },
    { part: 'eyes', text: `${appearance.eyeColor} eyes` },
    { part: 'skin', text: skinOf(appearance) },
    { part: 'body', text: bodyPhrases[appearance.bodyType] },
    { part: 'outfit', text: studio.outfit.trim() === '' ? '' : `wearing ${studio.outfit.trim()}` },
    { part: 'environment', text: environmentPhrases[studio.environment] },
    { part: 'scene', text: scenePhrases[studio.scene] },
    { part: 'own words', text: userPrompt.trim() },
    { part: 'quality', text: qualityTail[appearance.style] },
  ]
  const spoken = parts.filter(({ text }) => text !== '')
  return { prompt: spoken.map(({ text }) => text).join(', '), parts: spoken }
}

/** What a picture shall avoid: the typed words first, then the defaults of anatomy and quality, and nudity unless `nsfw`. */
export function composeNegative(typed: string, nsfw: boolean): string {
  return [typed.trim(), ...defaultNegative, ...(nsfw ? [] : nudityTerms)].filter((text) => text !== '').join(', ')
}

/** What the person typed, out of what `composeNegative` made of it; a text with other defaults is taken as typed. */
export function typedNegative(composed: string, nsfw: boolean): string {
  const defaults = composeNegative('', nsfw)
  if (composed === defaults) return ''
  return composed.endsWith(`, ${defaults}`) ? composed.slice(0, -defaults.length - 2) : composed
}

const qualityTail: Readonly<Record<Appearance['style'], string>> = {
  realistic: 'sharp focus, natural skin texture, high detail',
  anime: 'clean line art, rich colours, high detail',
}

const defaultNegative = [
  'deformed',
  'extra limbs',
  'extra fingers',
  'bad hands',
  'bad anatomy',
  'disfigured face',
  'blurry',
  'low quality',
  'jpeg artifacts',
  'watermark',
  'text',
]
const nudityTerms = ['nudity', 'nude', 'naked', 'nsfw', 'exposed breasts', 'genitals']

function personOf({ age, ethnicity, gender }: Appearance): string {
  const years = `${age}-year-old`
  const article = /^(8|11|18)/.test(String(age)) ? 'an' : 'a'
  return `${article} ${years} ${ethnicityPhrases[ethnicity]} ${gender === 'female' ? 'woman' : 'man'}`
}

function hairOf({ hairStyle, hairColor }: Appearance): string {
  const style = hairPhrases[hairStyle]
  if (style === null) return 'bald head'
  return `${style} ${hairColor} hair`
}

function skinOf({ skinColor, faceShape, freckles, scars, tattoos, piercings }: Appearance): string {
  const marks = [freckles && 'freckles', scars && 'a few scars', tattoos && 'tattoos', piercings && 'piercings'].filter(
    (mark) => mark !== false,
  )
  return [skinPhrases[skinColor], facePhrases[faceShape], ...marks].join(', ')
}
