import { colourIn, hexOf } from './colours.ts'

export type Garment =
  'blazerAndShirt' | 'blazerAndSweater' | 'collarAndSweater' | 'hoodie' | 'overall' | 'shirtCrewNeck' | 'shirtScoopNeck' | 'shirtVNeck'
export type Worn = { readonly garment: Garment; readonly colour: string }

/** The garment and its colour that come nearest to the words. */
export function wardrobe(outfit: string): Worn {
  const found = rules.find(([words]) => words.test(outfit))
  const [, garment, colour] = found ?? [null, 'shirtCrewNeck', '5f7fb8']
  const told = colourIn(outfit)
  return { garment, colour: told === null ? colour : hexOf(told) }
}

const rules: readonly (readonly [RegExp, Garment, string])[] = [
  [/denim|jean jacket/, 'blazerAndShirt', '4f78a8'],
  [/hoodie|streetwear|sweatshirt/, 'hoodie', '6b7fd0'],
  [/business|blazer|suit\b|formal|tuxedo|office/, 'blazerAndShirt', '2f3a4a'],
  [/police/, 'collarAndSweater', '24365c'],
  [/nurse|doctor|scrubs/, 'shirtVNeck', '6fc3c0'],
  [/gown|cocktail|red carpet|glam/, 'shirtScoopNeck', 'a8294e'],
  [/princess/, 'shirtScoopNeck', 'e79ac4'],
  [/superhero/, 'shirtCrewNeck', 'c93434'],
  [/witch/, 'shirtVNeck', '3a2a55'],
  [/bikini|swimsuit|tank|crop|yoga|athleisure/, 'shirtScoopNeck', '2ba6a0'],
  [/dress|skirt/, 'shirtScoopNeck', 'f2b34c'],
  [/overall|dungaree/, 'overall', '5a7fb5'],
  [/sweater|jumper|cardigan/, 'collarAndSweater', 'd98b5f'],
]
