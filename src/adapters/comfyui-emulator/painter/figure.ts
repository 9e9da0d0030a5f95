import * as avataaars from '@dicebear/avataaars'
import { createAvatar } from '@dicebear/core'
import type { Portrait } from './prompt-reader.ts'
import { pick, randomFrom } from './random.ts'
import { wardrobe } from './wardrobe.ts'

type Options = Parameters<typeof avataaars.create>[0]['options']

/** The person as an SVG in a square of 280: who they are follows the words, how they look at you the seed. */
export function figureSvg(portrait: Portrait, seed: number): string {
  const mood = randomFrom(seed)
  const { garment, colour } = wardrobe(portrait.outfit)
  const options: Options = {
    style: ['default'],
    ...hairOf(portrait),
    skinColor: [skins[portrait.skin]],
    clothing: [garment],
    clothesColor: [colour],
    eyes: [pick(mood, ['default', 'default', 'happy', 'side'] as const)],
    eyebrows: ['defaultNatural'],
    mouth: [pick(mood, ['smile', 'twinkle', 'default'] as const)],
    facialHairProbability: 0,
    ...glassesOf(`${portrait.outfit} ${portrait.wishes}`),
  }
  return createAvatar(avataaars, { seed: 'one', ...options }).toString()
}

const skins = { light: 'f2c8a6', medium: 'e0a57c', tan: 'c98a5c', dark: '8a5433' } as const

const hairTops = {
  'long straight': 'straight01',
  'long wavy': 'bigHair',
  'long curly': 'curly',
  'shoulder-length': 'longButNotTooLong',
  bob: 'bob',
  pixie: 'shaggy',
  braids: 'straightAndStrand',
  ponytail: 'bun',
  bun: 'bun',
  'buzz cut': 'theCaesar',
  short: 'shortFlat',
  afro: 'fro',
  dreadlocks: 'dreads',
} as const

const hairHex: Readonly<Record<string, string>> = {
  black: '2a2326',
  brown: '6b4331',
  blonde: 'd6a95f',
  blond: 'd6a95f',
  auburn: '8f4127',
  red: 'b5482a',
  ginger: 'c5612f',
  gray: '9a9a9e',
  grey: '9a9a9e',
  silver: 'c4c6cc',
  white: 'ece9e4',
  pink: 'ec8fb4',
  blue: '4f7fc9',
  purple: '7f58b0',
  green: '4f9a6a',
  teal: '2d8f91',
  orange: 'd9772e',
}

function hairOf({ hair }: Portrait): Options {
  if (hair.style === 'bald') return { topProbability: 0 }
  return { topProbability: 100, top: [hairTops[hair.style]], hairColor: [hairHex[hair.colour] ?? '6b4331'] }
}

function glassesOf(words: string): Options {
  if (/sunglass|shades/.test(words)) return { accessoriesProbability: 100, accessories: ['wayfarers'], accessoriesColor: ['262e33'] }
  if (/glasses|spectacles/.test(words))
    return { accessoriesProbability: 100, accessories: ['prescription02'], accessoriesColor: ['262e33'] }
  return { accessoriesProbability: 0 }
}
