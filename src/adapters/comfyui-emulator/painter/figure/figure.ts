import type { BodyType, Portrait, SkinColour } from '../prompt-reader.ts'
import { pick, randomFrom, type Random } from '../random.ts'
import { avatarParts, type AvatarChoice } from './avatar-parts.ts'
import { eyesSvg, headSvg, marksSvg } from './face.ts'
import { cape } from './garments.ts'
import { hairOf } from './hair.ts'
import { headWearSvg, setTop } from './head-wear.ts'
import { garmentSvg, setGarment, wardrobe, type Worn } from './wardrobe.ts'

/** The box the figure is drawn in: 280 wide, from `figureTop` (room for a hat) down to a foot that the picture decides on. */
export const figureWidth = 280
export const figureTop = -44
/** Where the set's bust ends; the body goes on below for tall pictures. */
export const bustFoot = 280

/** The person as SVG. Who they are follows the words alone; how they look at you follows the seed. */
export function figureSvg(portrait: Portrait, seed: number, foot: number, widthPx: number): string {
  const random = randomFrom(seed + 1)
  const worn = wardrobe(portrait.outfit, portrait.wishes)
  const skin = skinOf(portrait)
  const hair = hairOf(portrait)
  const hat = setTop(worn.headWear)
  const mood = moodOf(portrait, random)
  const parts = avatarParts({
    clothing: setGarment(worn.garment),
    clothesColour: worn.colour,
    ...mood,
    top: hat ?? hair.top,
    hairColour: hair.colour,
    hatColour: worn.headWear === 'sun hat' ? 'e8cf9a' : '5f7fb8',
    facialHair: beardOf(portrait),
    ...glassesOf(worn),
  })
  const [w, h] = [figureWidth, foot - figureTop]
  const body = `<g transform="translate(132) scale(${breadths[portrait.body]} 1) translate(-132)">${bodySvg(skin, foot)}${portrait.tattoos ? armTattoos : ''}<g transform="translate(0 170)">${garmentSvg(worn, foot, unwrapped(parts.clothing))}</g></g>`
  const inside = [
    hat === null ? hair.behind : '',
    worn.garment === 'hero suit' ? cape('8f2030', foot) : worn.garment === 'witch dress' ? cape('2a1d40', foot) : '',
    headSvg(portrait.face, skin),
    body,
    worn.necklace ? necklace : '',
    portrait.tattoos ? neckTattoo : '',
    marksSvg(portrait, skin),
    parts.mouth,
    parts.nose,
    mood.eyes === 'default' ? eyesSvg(portrait, random) : parts.eyes,
    parts.eyebrows,
    parts.facialHair,
    softGleam(parts.top),
    hat === null ? hair.before : '',
    parts.accessories,
    worn.headWear === null ? '' : headWearSvg(worn.headWear),
  ].join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${Math.round((widthPx * h) / w)}" viewBox="0 ${figureTop} ${w} ${h}" fill="none"><g transform="translate(8)">${inside}</g></svg>`
}

/** The same skin has small differences from person to person. */
function skinOf({ skin, identity }: Portrait): string {
  const tones = skins[skin]
  return tones[identity % tones.length] as string
}

const skins: Readonly<Record<SkinColour, readonly string[]>> = {
  light: ['f4cfae', 'f0c6a2', 'f6d5ba'],
  medium: ['e3aa80', 'dda274', 'e6b189'],
  tan: ['cd9061', 'c58755', 'd1996c'],
  dark: ['8a5635', '77482c', '975f3c'],
}

const breadths: Readonly<Record<BodyType, number>> = {
  slim: 0.9,
  athletic: 1,
  average: 0.97,
  curvy: 1.02,
  muscular: 1.1,
  'plus size': 1.12,
}

const bodySvg = (skin: string, foot: number): string =>
  `<path d="M108 190V199H104A72 72 0 0 0 32 271V${foot}H232V271A72 72 0 0 0 160 199H156V190Z" fill="#${skin}"/><path d="M61 262C58 274 57 300 58 ${foot}M203 262C206 274 207 300 206 ${foot}M112 212Q124 218 129 216M152 212Q140 218 135 216" stroke="#000" stroke-opacity=".12" stroke-width="2.400" fill="none" stroke-linecap="round"/>`

const necklace = `<path d="M106 206Q132 242 158 206" stroke="#f2d67c" stroke-width="2.200" fill="none"/><circle cx="132" cy="226" r="5" fill="#7fd6f0" stroke="#f2d67c" stroke-width="2"/>`

const ink = 'stroke="#2f3a5c" stroke-opacity=".62" stroke-width="1.800" fill="none" stroke-linecap="round"'
const neckTattoo = `<path d="M146 178Q152 186 148 196M148 184Q153 183 154 179M148 190Q143 189 142 185" ${ink}/>`
/** Drawn under the clothes, so that sleeves cover them. */
const armTattoos = `<path d="M42 262Q50 250 46 240M45 252Q52 252 54 246M47 246Q41 244 41 238M222 262Q214 250 218 240M219 252Q212 252 210 246" ${ink}/>`

type Mood = Pick<AvatarChoice, 'eyes' | 'eyebrows' | 'mouth'>

function moodOf({ scene }: Portrait, random: Random): Mood {
  const smiles: readonly AvatarChoice['mouth'][] = scene === 'fashion_editorial' ? ['twinkle'] : ['smile', 'twinkle']
  const eyes =
    random() < (scene === 'candid_lifestyle' || scene === 'beach_day' || scene === 'cozy_home' ? 0.3 : 0.08) ? 'happy' : 'default'
  return {
    eyes,
    eyebrows: pick(random, ['defaultNatural', 'defaultNatural', 'default'] as const),
    mouth: pick(random, smiles),
  }
}

/** A beard that the words tell, or for two men in five one that stays theirs. Never for women unless the words say so. */
function beardOf({ beard, gender, identity }: Portrait): AvatarChoice['facialHair'] {
  if (beard !== null)
    return beard === 'moustache' ? 'moustacheFancy' : beard === 'full' ? 'beardMajestic' : beard === 'none' ? null : 'beardLight'
  if (gender === 'female') return null
  const chance = (identity >>> 8) % 10
  return chance < 2 ? 'beardLight' : chance < 4 ? 'beardMedium' : null
}

function glassesOf({ glasses }: Worn): Pick<AvatarChoice, 'accessories' | 'accessoriesColour'> {
  const accessoriesColour = '262e33'
  switch (glasses) {
    case 'sunglasses':
      return { accessories: 'wayfarers', accessoriesColour }
    case 'round glasses':
      return { accessories: 'round', accessoriesColour }
    case 'glasses':
      return { accessories: 'prescription02', accessoriesColour }
    case null:
      return { accessories: null, accessoriesColour }
  }
}

/** The clothing without the group that places it: we place it ourselves. */
const unwrapped = (group: string): string => group.replace(/^<g[^>]*>/, '').replace(/<\/g>$/, '')

/** Some hair of the set has a pale lid of white over it that reads as a bonnet; a gleam is enough. */
const softGleam = (top: string): string => top.replaceAll('fill="#fff" fill-opacity=".2"', 'fill="#fff" fill-opacity=".07"')
