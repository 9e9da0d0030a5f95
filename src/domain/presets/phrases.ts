import type { Appearance } from './appearance.ts'
import type { Environment, Scene } from './studio-settings.ts'

/** The words that a preset adds to a prompt. A raw id never reaches an engine. */
export const scenePhrases: Readonly<Record<Scene, string>> = {
  professional_portrait: 'professional portrait, composed and confident, soft key light',
  candid_lifestyle: 'candid lifestyle moment, relaxed and natural, caught mid-gesture',
  fashion_editorial: 'fashion editorial, striking pose, dramatic directional light',
  fitness_motivation: 'fitness motivation, energetic stance, crisp bright light',
  morning_vibes: 'quiet morning mood, fresh and calm, warm low sunlight',
  night_out: 'night out, lively evening mood, glowing city lights',
  cozy_home: 'cozy time at home, comfortable and warm, gentle lamp light',
  beach_day: 'day at the beach, carefree and sunny, bright sea light',
}

export const environmentPhrases: Readonly<Record<Environment, string>> = {
  beach: 'on a sandy beach with the sea behind',
  home_bedroom: 'in a bright bedroom with soft linen',
  home_living_room: 'in a comfortable living room with a sofa and plants',
  office: 'in a modern office with large windows',
  cafe: 'in a charming cafe with warm lamps',
  urban_street: 'on a city street between tall buildings',
  studio: 'in a photo studio with a plain seamless backdrop',
}

export const ethnicityPhrases: Readonly<Record<Appearance['ethnicity'], string>> = {
  asian: 'Asian',
  black: 'Black',
  caucasian: 'Caucasian',
  latina: 'Latin American',
  arabian: 'Arab',
  indian: 'Indian',
  mixed: 'mixed-heritage',
}

export const skinPhrases: Readonly<Record<Appearance['skinColor'], string>> = {
  light: 'light skin',
  medium: 'medium skin tone',
  tan: 'tanned skin',
  dark: 'dark skin',
}

export const facePhrases: Readonly<Record<Appearance['faceShape'], string>> = {
  oval: 'oval face',
  round: 'round face',
  square: 'square jaw',
  heart: 'heart-shaped face',
  diamond: 'diamond-shaped face',
}

export const bodyPhrases: Readonly<Record<Appearance['bodyType'], string>> = {
  slim: 'slim build',
  athletic: 'athletic build',
  average: 'average build',
  curvy: 'curvy figure',
  muscular: 'muscular build',
  'plus size': 'plus-size figure',
}

/** `null`: hair of this style has no colour to tell. */
export const hairPhrases: Readonly<Record<Appearance['hairStyle'], string | null>> = {
  'long straight': 'long straight',
  'long wavy': 'long wavy',
  'long curly': 'long curly',
  'shoulder-length': 'shoulder-length',
  bob: 'bob-cut',
  pixie: 'pixie-cut',
  braids: 'braided',
  ponytail: 'ponytail of',
  bun: 'bun of',
  'buzz cut': 'buzz-cut',
  short: 'short',
  bald: null,
}

export const mediumPhrases: Readonly<Record<Appearance['style'], string>> = {
  realistic: 'photograph',
  anime: 'anime illustration',
}
