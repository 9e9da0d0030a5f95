import { describe, expect, it } from '@jest/globals'
import { verdict } from './test-verdict.ts'

describe('words in forms that no list names', () => {
  it.each([
    'chiild',
    'chilld',
    'cchild',
    'chhiild',
    'minnor',
    'puppil',
    'preeteen',
    't*en',
    'te#n',
    'ch*ld',
    'k*ds',
    'b*by',
    'sch**lgirl',
    'littlegirl',
    'under18',
    'younggirl',
    'highschool',
    'сhіld',
    'ᴄʜɪʟᴅ',
    'ⓒⓗⓘⓛⓓ',
    '🅲🅷🅸🅻🅳',
    '🇨🇭🇮🇱🇩',
    '𝓬𝓱𝓲𝓵𝓭',
    'ch\u200bild',
    'c\u00adhild',
    'c-h-i-l-d',
    'ch1ld',
    '5choolgirl',
    'm1n0r',
    'ςhild',
    'chilɗ',
  ])('are refused beside something sexual, and with nsfw: %p', (word) => {
    expect(verdict(`${word} in lingerie`, false)).toBe('underage-content')
    expect(verdict(`${word} in a garden`, true)).toBe('underage-content')
  })

  it.each(['nuude', 'nu-de', 'n u d e', 'na ked', 'n*ked', 'seexy', 's e x y', 's3xy', 'ling erie', 'under wear'])(
    'are found in what makes a context sexual: %p',
    (word) => {
      expect(verdict(`a ${word} teen`, false)).toBe('underage-content')
    },
  )

  it.each(['lolli girl', 'l*li', 'lol*ta', 'nudeteen', 'teenporn', 'sexychild', 'kidporn', 'JK girl', 'a jk-girl on a bench'])(
    'are refused wherever they stand: %p',
    (text) => {
      expect(verdict(text, false)).toBe('underage-content')
    },
  )
})
