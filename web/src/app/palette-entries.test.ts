import { describe, expect, it } from '@jest/globals'
import { Search } from 'lucide-react'
import { matching, type Entry } from './palette-entries.ts'

const entries = ['Go to the gallery', 'Gallery of Zoë', 'Switch between dark and light', 'Analgesia'].map((label): Entry => ({
  id: label,
  label,
  group: 'pages',
  icon: Search,
  keys: undefined,
  perform: () => undefined,
}))
const found = (typed: string): readonly string[] => matching(entries, typed).map(({ label }) => label)

describe('what the palette finds', () => {
  it('is everything while nothing is typed', () => {
    expect(found('  ')).toHaveLength(4)
  })
  it('holds every typed word, in any order', () => {
    expect(found('light switch')).toEqual(['Switch between dark and light'])
    expect(found('light nowhere')).toEqual([])
  })
  it('puts first what begins with the word, then words that do, then the rest', () => {
    expect(found('ga')).toEqual(['Gallery of Zoë', 'Go to the gallery'])
    expect(found('al')).toEqual(['Go to the gallery', 'Gallery of Zoë', 'Analgesia'])
  })
  it('minds neither case nor accents', () => {
    expect(found('ZOE')).toEqual(['Gallery of Zoë'])
  })
})
