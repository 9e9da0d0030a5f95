import { describe, expect, it } from '@jest/globals'
import { typedSeed } from './seed.ts'

describe('a seed that is typed or pasted', () => {
  it('is its digits', () => {
    expect(typedSeed(' 12 345 ')).toBe('12345')
    expect(typedSeed('9007199254740991')).toBe('9007199254740991')
  })
  it('never says another number than the one that is sent', () => {
    for (const typed of ['9007199254740993', '9999999999999999', '18446744073709551615']) {
      const seed = typedSeed(typed)
      expect(String(Number(seed))).toBe(seed)
      expect(typed.startsWith(seed)).toBe(true)
    }
  })
})
