import { describe, expect, it } from '@jest/globals'
import { ApiFailure } from './http.ts'
import { wishInHand } from './wish.ts'

/** Chance gives another seed each time. */
function inHand() {
  let seed = 0
  const { send, heard } = wishInHand<{ readonly prompt: string; readonly seed: number }>()
  return { ask: (prompt: string) => send({ prompt }, () => ({ prompt, seed: ++seed })), heard }
}

describe('a wish', () => {
  it.each([0, 500, 503])('that failed with %i goes out again as it was, under its key', (status) => {
    const { ask, heard } = inHand()
    const first = ask('a hat')
    heard(new ApiFailure(status, null))
    expect(ask('a hat')).toEqual(first)
  })
  it.each([null, new ApiFailure(422, null)])('that was answered is a new one when it is asked for once more', (error) => {
    const { ask, heard } = inHand()
    const first = ask('a hat')
    heard(error)
    const second = ask('a hat')
    expect([second.input.seed, second.key === first.key]).toEqual([2, false])
  })
  it('for something else is another one', () => {
    const { ask, heard } = inHand()
    const first = ask('a hat')
    heard(new ApiFailure(0, null))
    const second = ask('a scarf')
    expect([second.input.prompt, second.key === first.key]).toEqual(['a scarf', false])
  })
})
