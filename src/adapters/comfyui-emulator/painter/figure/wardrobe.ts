import { colourIn, hexOf, mixed, type Rgb } from '../colours.ts'
import * as draw from './garments.ts'
import type { Cloth } from './garments.ts'

export const garments = [
  'tee',
  'v-neck',
  'scoop top',
  'turtleneck',
  'hoodie',
  'sweater',
  'overall',
  'denim jacket',
  'blazer',
  'shirt and tie',
  'tank top',
  'swim top',
  'summer dress',
  'slip dress',
  'gown',
  'princess gown',
  'scrubs',
  'police shirt',
  'hero suit',
  'witch dress',
] as const
export type Garment = (typeof garments)[number]
export type HeadWear =
  'tiara' | 'witch hat' | 'police cap' | 'sun hat' | 'cap' | 'beanie' | 'headscarf' | 'turban' | 'flower crown' | 'nurse cap'
/** What is worn: clothes and their colour (`rrggbb`), things on the head and the nose. */
export type Worn = {
  readonly garment: Garment
  readonly colour: string
  readonly headWear: HeadWear | null
  readonly glasses: 'sunglasses' | 'glasses' | 'round glasses' | null
  readonly necklace: boolean
}

/** The nearest that there is to the words. `wishes` are the free words of the picture: they can add a hat or glasses, not clothes. */
export function wardrobe(outfit: string, wishes = ''): Worn {
  const found = clothes.find(([words]) => words.test(outfit))
  const garment = found?.[1] ?? 'tee'
  const told = colourIn(outfit.replace('red carpet', ''))
  const both = `${outfit}, ${wishes}`
  return {
    garment,
    colour: told === null ? (found?.[2] ?? '5c86b8') : hexOf(told),
    headWear: headWear.find(([words]) => words.test(both))?.[1] ?? null,
    glasses: /\b(sunglasses|shades|aviators)\b/.test(both)
      ? 'sunglasses'
      : /\bround (glasses|spectacles)\b/.test(both)
        ? 'round glasses'
        : /\b(glasses|spectacles|eyewear)\b/.test(both)
          ? 'glasses'
          : null,
    necklace: /\b(necklace|pearls|pendant|jewel|jewelry|jewellery)\b/.test(both) || garment === 'gown',
  }
}

/** More particular words come first: a "business suit" is no swimsuit, a "jean jacket" no jeans. */
const clothes: readonly (readonly [RegExp, Garment, string])[] = [
  [/\b(denim|jeans?) (jacket|shirt)\b/, 'denim jacket', '4d78ad'],
  [/\bprincess\b/, 'princess gown', 'e58fc0'],
  [/\bsuper ?hero(ine)?\b/, 'hero suit', 'c8343c'],
  [/\bwitch\b/, 'witch dress', '43305f'],
  [/\b(police|officer|sheriff)\b/, 'police shirt', '2c4272'],
  [/\b(nurse|doctor|scrubs|medical)\b/, 'scrubs', '58b3b5'],
  [/\b(evening gown|ball ?gown|gown|red carpet|cocktail|date night|glam\w*)\b/, 'gown', '9c2348'],
  [/\b(bikini|swim ?suit|swim ?wear|bathing suit)\b/, 'swim top', '1f9a9c'],
  [/\b(slip dress|night ?gown|negligee|lingerie|pyjamas|pajamas)\b/, 'slip dress', 'd9b3c6'],
  [/\b(sun ?dress|summer dress|floral dress|dress)\b/, 'summer dress', 'f0a93f'],
  [/\b(tuxedo|formal|shirt and tie|tie)\b/, 'blazer', '22262f'],
  [/\b(business|blazer|suit|jacket|coat|office)\b/, 'blazer', '3a4a63'],
  [/\b(hoodie|hooded|sweatshirt|street ?wear)\b/, 'hoodie', '7a86c8'],
  [/\b(turtleneck|roll ?neck|polo ?neck)\b/, 'turtleneck', '6d4c5c'],
  [/\b(sweater|jumper|cardigan|pullover|knit\w*)\b/, 'sweater', 'c9784f'],
  [/\b(overalls?|dungarees)\b/, 'overall', '5a7fb5'],
  [/\b(tank|yoga|athleisure|sport\w*|gym|crop|camisole|leggings)\b/, 'tank top', '3f4a5c'],
  [/\b(mini )?skirt\b/, 'scoop top', 'd14f6a'],
  [/\bblouse\b/, 'v-neck', 'f0e6da'],
  [/\bv-?neck\b/, 'v-neck', '5c86b8'],
  [/\bjeans\b/, 'tee', 'f1efe9'],
]

const headWear: readonly (readonly [RegExp, HeadWear])[] = [
  [/\b(princess|tiara|crown)\b/, 'tiara'],
  [/\bwitch\b/, 'witch hat'],
  [/\bpolice\b/, 'police cap'],
  [/\bnurse\b/, 'nurse cap'],
  [/\b(flower crown|flowers in (her|his|the) hair)\b/, 'flower crown'],
  [/\b(hijab|headscarf|head scarf)\b/, 'headscarf'],
  [/\bturban\b/, 'turban'],
  [/\b(beanie|winter hat|woolly hat|knit cap)\b/, 'beanie'],
  [/\b(baseball cap|cap)\b/, 'cap'],
  [/\b(sun ?hat|straw hat|hat|fedora)\b/, 'sun hat'],
]

/** The garment as SVG down to `foot`. `fromSet`: the garment of the avatar set that some are based on. */
export function garmentSvg({ garment, colour }: Worn, foot: number, fromSet: string): string {
  const cloth = clothOf(colour, foot - 170)
  switch (garment) {
    case 'tee':
      return draw.tee(cloth, 'crew') + draw.creases(cloth)
    case 'v-neck':
      return draw.tee(cloth, 'v') + draw.creases(cloth)
    case 'scoop top':
      return draw.tee(cloth, 'scoop') + draw.creases(cloth)
    case 'witch dress':
      return draw.tee(cloth, 'v') + draw.creases(cloth)
    case 'turtleneck':
      return draw.tee(cloth, 'turtle') + draw.creases(cloth)
    case 'hoodie':
    case 'sweater':
      return draw.continued(fromSet, cloth) + draw.creases(cloth)
    case 'overall':
      return draw.continued(fromSet, cloth, 68, 196)
    case 'denim jacket':
      return draw.jacket(cloth, 'f3f1ec', true)
    case 'blazer':
      return draw.jacket(cloth, 'f6f4f0', false)
    case 'shirt and tie':
      return draw.shirtAndTie(cloth, '9c2f3f')
    case 'police shirt':
      return `${draw.shirtAndTie(cloth, '1b2540')}<path d="M84 92L88 84 92 92 101 93 94 99 96 108 88 103 80 108 82 99 75 93Z" fill="#f0c859"/>`
    case 'tank top':
      return draw.tankTop(cloth)
    case 'swim top':
      return draw.swimTop(cloth)
    case 'summer dress':
      return draw.strapDress(cloth, true)
    case 'slip dress':
      return draw.strapDress(cloth, false)
    case 'gown':
      return draw.gown(cloth)
    case 'princess gown':
      return draw.princessGown(cloth)
    case 'scrubs':
      return draw.scrubs(cloth)
    case 'hero suit':
      return draw.heroSuit(cloth)
  }
}

/** The garment of the avatar set under ours; most are drawn by ourselves. */
export const setGarment = (garment: Garment): 'hoodie' | 'overall' | 'collarAndSweater' | 'shirtCrewNeck' =>
  garment === 'hoodie' ? 'hoodie' : garment === 'overall' ? 'overall' : garment === 'sweater' ? 'collarAndSweater' : 'shirtCrewNeck'

function clothOf(colour: string, hem: number): Cloth {
  const rgb: Rgb = [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb
  return { colour, dark: hexOf(mixed(rgb, [18, 14, 34], 0.24)), pale: hexOf(mixed(rgb, [255, 255, 255], 0.62)), hem }
}
