import type { Environment, Scene } from '../../../domain/presets/studio-settings.ts'
import { hashOf } from './random.ts'

export type HairStyle =
  | 'long straight'
  | 'long wavy'
  | 'long curly'
  | 'shoulder-length'
  | 'bob'
  | 'pixie'
  | 'braids'
  | 'ponytail'
  | 'bun'
  | 'buzz cut'
  | 'short'
  | 'bald'
  | 'afro'
  | 'dreadlocks'
export type EyeColour = 'brown' | 'blue' | 'green' | 'hazel' | 'gray' | 'amber'
export type FaceShape = 'oval' | 'round' | 'square' | 'heart' | 'diamond'
export type BodyType = 'slim' | 'athletic' | 'average' | 'curvy' | 'muscular' | 'plus size'
export type SkinColour = 'light' | 'medium' | 'tan' | 'dark'

/** What the words of a portrait say about it. */
export type Portrait = {
  readonly medium: 'photograph' | 'anime'
  readonly gender: 'female' | 'male'
  /** Whole years; never below 18, whatever the words say. */
  readonly age: number
  readonly hair: { readonly style: HairStyle; readonly colour: string }
  readonly eyes: EyeColour
  readonly skin: SkinColour
  readonly face: FaceShape
  readonly body: BodyType
  /** What the words say about a beard; null when they say nothing. */
  readonly beard: 'short' | 'full' | 'moustache' | 'none' | null
  readonly freckles: boolean
  readonly scars: boolean
  readonly tattoos: boolean
  readonly piercings: boolean
  /** Lower-case words of what is worn. */
  readonly outfit: string
  readonly environment: Environment
  readonly scene: Scene
  /** Lower-case words behind the scene: what the person typed. */
  readonly wishes: string
  /** Stays the same as long as the words that describe the person do: what tells one character from another. */
  readonly identity: number
}

export function readPortrait(prompt: string): Portrait {
  const text = prompt.toLowerCase().replace(/\s+/g, ' ').trim()
  const { person, outfit, wishes } = sectionsOf(text)
  const gender = /\b(man|male|boy|gentleman|guy|he|his|king|father)\b/.test(person) ? 'male' : 'female'
  return {
    medium: /\b(anime|manga|cartoon)\b/.test(text) ? 'anime' : 'photograph',
    gender,
    age: Math.max(18, Math.min(99, Number(/\b(\d{1,3})[- ]years?[- ]old\b/.exec(person)?.[1] ?? 27))),
    hair: { style: hairStyleIn(person, gender), colour: hairColourIn(person) },
    eyes: (/\b(brown|blue|green|hazel|gr[ae]y|amber)[- ]eye/.exec(person)?.[1]?.replace('grey', 'gray') ?? 'brown') as EyeColour,
    skin: skinIn(person),
    face: (/\b(oval|round|square|heart|diamond)[- ](?:shaped )?(?:face|jaw)/.exec(person)?.[1] ?? 'oval') as FaceShape,
    body: (/\b(slim|athletic|average|curvy|muscular|plus[- ]size)\b/.exec(person)?.[1]?.replace('-', ' ') ?? 'average') as BodyType,
    beard: beardIn(person, wishes),
    freckles: /\bfreckle/.test(person),
    scars: /\bscars?\b/.test(person),
    tattoos: /\btattoo/.test(person),
    piercings: /\b(piercing|earring|nose ring)/.test(person),
    outfit,
    environment: firstOf(environmentWords, text) ?? 'studio',
    scene: firstOf(sceneWords, text) ?? 'professional_portrait',
    wishes,
    identity: hashOf(person),
  }
}

/** Splits the text the way prompts are composed: person, "wearing …", environment, scene, free words, quality. Free text is all person. */
function sectionsOf(text: string): { readonly person: string; readonly outfit: string; readonly wishes: string } {
  const wearing = /(^|, | )wearing /.exec(text)
  const place =
    /, (on a sandy beach|in an? (bright bedroom|comfortable living room|modern office|charming cafe|photo studio)|on a city street)/.exec(
      text,
    )
  const tail = /, (sharp focus, natural skin|clean line art, rich)/.exec(text)?.index ?? text.length
  const scene =
    /, (soft key light|caught mid-gesture|dramatic directional light|crisp bright light|warm low sunlight|glowing city lights|gentle lamp light|bright sea light)/.exec(
      text,
    )
  const personEnd = Math.min(wearing?.index ?? tail, place?.index ?? tail, tail)
  const outfitStart = wearing === null ? personEnd : wearing.index + wearing[0].length
  const outfitEnd = place !== null && place.index > outfitStart ? place.index : wearing === null ? outfitStart : tail
  return {
    person: text.slice(0, personEnd),
    outfit: text.slice(outfitStart, outfitEnd),
    wishes:
      scene === null
        ? place === null && wearing === null
          ? text
          : ''
        : text.slice(scene.index + scene[0].length, tail).replace(/^, /, ''),
  }
}

function hairStyleIn(person: string, gender: Portrait['gender']): HairStyle {
  const styles: readonly (readonly [RegExp, HairStyle])[] = [
    [/\bbald\b/, 'bald'],
    [/\b(buzz|crew|caesar|shaved)[- ]?(cut|head)\b/, 'buzz cut'],
    [/\bpixie\b/, 'pixie'],
    [/\bbob\b|\bbob-/, 'bob'],
    [/\bbraid/, 'braids'],
    [/\bpony ?tail/, 'ponytail'],
    [/\bbun\b/, 'bun'],
    [/\bafro\b/, 'afro'],
    [/\bdread/, 'dreadlocks'],
    [/\bshoulder[- ]length\b|\bmedium[- ]length\b/, 'shoulder-length'],
    [/\bshort\b[^,]*\bhair\b/, 'short'],
    [/\bcurl/, 'long curly'],
    [/\bwav[ey]/, 'long wavy'],
    [/\bstraight\b|\blong\b[^,]*\bhair\b/, 'long straight'],
  ]
  return styles.find(([words]) => words.test(person))?.[1] ?? (gender === 'male' ? 'short' : 'long straight')
}

function hairColourIn(person: string): string {
  const told = /([^,]*)\bhair(ed)?\b/.exec(person)?.[1] ?? ''
  return hairColours.filter((colour) => new RegExp(`\\b${colour}\\b`).test(told)).at(-1) ?? 'brown'
}

const hairColours = [
  'black',
  'brown',
  'blonde',
  'blond',
  'auburn',
  'red',
  'ginger',
  'gray',
  'grey',
  'silver',
  'white',
  'pink',
  'blue',
  'purple',
  'green',
  'teal',
  'orange',
]

function skinIn(person: string): SkinColour {
  const tone = /\b(light|pale|fair|medium|olive|tan|tanned|dark|brown|black|deep)[- ]skin/.exec(person)?.[1]
  if (tone === undefined) return /\b(black|african)\b[^,]*\b(wo)?man\b/.test(person) ? 'dark' : 'light'
  if (/light|pale|fair/.test(tone)) return 'light'
  if (/medium|olive/.test(tone)) return 'medium'
  return /tan/.test(tone) ? 'tan' : 'dark'
}

function beardIn(person: string, wishes: string): Portrait['beard'] {
  const words = `${person}, ${wishes}`
  if (/\b(clean[- ]shaven|no beard|without (a )?beard)\b/.test(words)) return 'none'
  if (/\bm(o)?ustache\b/.test(words)) return 'moustache'
  if (/\b(full|long|bushy|thick) beard\b/.test(words)) return 'full'
  return /\b(beard(ed)?|stubble|goatee)\b/.test(words) ? 'short' : null
}

type Words<Value> = readonly (readonly [Value, RegExp, RegExp])[]

/** The phrase of a preset wins over words that merely sound like it: "day at the beach" is a scene, not a place. */
function firstOf<Value>(table: Words<Value>, text: string): Value | null {
  return (table.find(([, phrase]) => phrase.test(text)) ?? table.find(([, , word]) => word.test(text)))?.[0] ?? null
}

const environmentWords: Words<Environment> = [
  ['beach', /\bon a sandy beach\b/, /\b(beach|seaside|ocean|coast|shore)\b/],
  ['home_bedroom', /\bin a bright bedroom\b/, /\b(bedroom|bed)\b/],
  ['home_living_room', /\bin a comfortable living room\b/, /\b(living room|sofa|couch|lounge|at home)\b/],
  ['office', /\bin a modern office\b/, /\b(office|workplace|desk)\b/],
  ['cafe', /\bin a charming caf[eé]\b/, /(\bcafe|\bcafé|\bcoffee ?shop\b|\brestaurant\b|\bbar\b)/],
  ['urban_street', /\bon a city street\b/, /\b(street|city|urban|downtown|skyline)\b/],
  ['studio', /\bin a photo studio\b/, /\b(studio|backdrop)\b/],
]

const sceneWords: Words<Scene> = [
  ['professional_portrait', /\bprofessional portrait\b/, /\b(headshot|corporate|professional)\b/],
  ['candid_lifestyle', /\bcandid lifestyle\b/, /\b(candid|lifestyle|relaxed)\b/],
  ['fashion_editorial', /\bfashion editorial\b/, /\b(fashion|editorial|dramatic|vogue)\b/],
  ['fitness_motivation', /\bfitness motivation\b/, /\b(fitness|workout|gym|athletic pose)\b/],
  ['morning_vibes', /\bquiet morning mood\b/, /\b(morning|sunrise|dawn|golden hour|sunset)\b/],
  ['night_out', /\bnight out\b/, /\b(night|neon|party|evening)\b/],
  ['cozy_home', /\bcozy time at home\b/, /\b(cozy|cosy|lamp ?light|candle)\b/],
  ['beach_day', /\bday at the beach\b/, /\b(sunny|summer|midday)\b/],
]
