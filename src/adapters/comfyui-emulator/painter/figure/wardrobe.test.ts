import { describe, expect, it } from '@jest/globals'
import { outfitSuggestions } from '../../../../domain/presets/outfits.ts'
import { garments, garmentSvg, wardrobe, type Garment } from './wardrobe.ts'

describe('what is worn', () => {
  const table: readonly (readonly [string, Garment, string | null])[] = [
    ['denim jacket', 'denim jacket', '4d78ad'],
    ['red denim jacket', 'denim jacket', 'cc3433'],
    ['black hoodie', 'hoodie', '28282e'],
    ['yellow summer dress', 'summer dress', 'f0c83c'],
    ['business suit', 'blazer', null],
    ['formal attire', 'blazer', null],
    ['swimsuit', 'swim top', null],
    ['bikini', 'swim top', null],
    ['navy swimsuit', 'swim top', '24305c'],
    ['evening gown', 'gown', null],
    ['red carpet look', 'gown', null],
    ['nurse', 'scrubs', null],
    ['police officer', 'police shirt', null],
    ['princess', 'princess gown', null],
    ['superhero', 'hero suit', null],
    ['witch', 'witch dress', null],
    ['slip dress', 'slip dress', null],
    ['nightgown', 'slip dress', null],
    ['jeans', 'tee', null],
    ['white t-shirt', 'tee', 'f2f2f0'],
    ['', 'tee', null],
  ]
  it.each(table)('"%s" is a %s', (outfit, garment, colour) => {
    const worn = wardrobe(outfit)
    expect(worn.garment).toBe(garment)
    if (colour !== null) expect(worn.colour).toBe(colour)
  })

  it('a colour that is part of a name is no colour of the cloth', () => {
    expect(wardrobe('red carpet look').colour).toBe(wardrobe('evening gown').colour)
  })

  it.each(Object.values(outfitSuggestions).flat())('has clothes for the suggestion "%s"', (outfit) => {
    expect(garmentSvg(wardrobe(outfit), 300, '')).not.toContain('undefined')
  })

  it.each([
    ['princess', 'tiara'],
    ['witch', 'witch hat'],
    ['police officer', 'police cap'],
    ['hoodie and a baseball cap', 'cap'],
    ['summer dress and a straw hat', 'sun hat'],
    ['hijab', 'headscarf'],
  ] as const)('"%s" wears a %s', (outfit, hat) => {
    expect(wardrobe(outfit).headWear).toBe(hat)
  })

  it.each([
    ['with sunglasses', 'sunglasses'],
    ['round glasses', 'round glasses'],
    ['wearing glasses', 'glasses'],
    ['a glass of wine', null],
  ] as const)('the wish "%s" puts on: %s', (wish, glasses) => {
    expect(wardrobe('hoodie', wish).glasses).toBe(glasses)
  })

  it('draws every garment as far down as asked', () => {
    for (const garment of garments) {
      const svg = garmentSvg({ garment, colour: '335577', headWear: null, glasses: null, necklace: false }, 340, '<path d="M0 0"/>')
      expect(svg).toMatch(/170|60\.5/)
    }
  })
})
