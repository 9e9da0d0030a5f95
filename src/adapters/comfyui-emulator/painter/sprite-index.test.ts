import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { spriteFor, spriteIndex } from './sprite-index.ts'

const library = JSON.parse(readFileSync(require.resolve('emojilib/dist/emoji-en-US.json'), 'utf8')) as Record<string, string[]>
const index = spriteIndex(library, () => true)
const shown = (prompt: string): string => {
  const choice = spriteFor(index, prompt)
  return choice === null ? 'nothing' : `${choice.emoji}${choice.count === 1 ? '' : ` ×${choice.count}`}`
}

describe('which thing the words of an edit name', () => {
  it.each([
    ['add a banana', '🍌'],
    ['a ripe banana', '🍌'],
    ['red fox', '🦊'],
    ['a red fox sitting on the grass', '🦊'],
    ['three apples', '🍎 ×3'],
    ['three red apples', '🍎 ×3'],
    ['add two cats', '🐈 ×2'],
    ['4 strawberries', '🍓 ×4'],
    ['butterflies', '🦋 ×3'],
    ['a blue butterfly on the wall', '🦋'],
    ['add a big shiny red balloon', '🎈'],
    ['a hot air balloon', '🎈'],
    ['birthday cake', '🎂'],
    ['a cute puppy', '🐕'],
    ['dragon', '🐉'],
    ['add a cup of coffee', '☕'],
    ['coffee in her hand', '☕'],
    ['holding a bouquet of flowers', '💐'],
    ['a yellow rubber duck', '🦆'],
    ['an orange', '🍊'],
    ['add two oranges', '🍊 ×2'],
    ['an orange cat', '🐈'],
    ['a green parrot on the shoulder', '🦜'],
    ['a glass of red wine', '🍷'],
    ['add sunglasses', '🕶️'],
    ['a straw hat', '👒'],
    ['golden crown', '👑'],
    ['a slice of pizza', '🍕'],
    ['sailboat', '⛵'],
    ['a tall palm tree', '🌴'],
    ['a small potted plant', '🪴'],
    ['an old guitar', '🎸'],
    ['a giant teddy bear', '🧸'],
    ['sunflower', '🌻'],
    ['a single red rose', '🌹'],
    ['a diamond ring', '💍'],
    ['a fast sports car', '🚗'],
    ['rocket', '🚀'],
    ['christmas tree', '🎄'],
    ['a baseball cap', '🧢'],
    ['a light bulb', '💡'],
    ['a gold watch', '⌚'],
    ['white rabbit', '🐇'],
    ['an owl', '🦉'],
    ['a unicorn', '🦄'],
    ['hot dog', '🌭'],
    ['a black hole', '🕳️'],
  ])('"%s" → %s', (prompt, thing) => {
    expect(shown(prompt).replaceAll('\ufe0f', '')).toBe(thing.replaceAll('\ufe0f', ''))
  })

  it.each([
    '',
    'red',
    'make it red',
    'big and shiny',
    'add something ripe',
    'make it brighter',
    'a cool dark mood',
    'make her smile',
    'smiling',
    'happy',
    'make it look wild',
    'make it sunny',
    'more romantic and dramatic',
    'blue hair',
    'change hair to pink',
    'make the jacket yellow',
    'turn the sky purple',
    'a child',
    'a young woman',
    'baby',
    'qwzx blorp',
    'add more light',
    'full body',
    'left side',
    'the top right corner',
    'silk',
    'chinese',
    'first',
    'sleep',
    'remove',
  ])('"%s" names nothing', (prompt) => {
    expect(shown(prompt)).toBe('nothing')
  })

  it('shows no people, faces, hands, flags or signs', () => {
    for (const emoji of [...index.names.values(), ...index.keywords.values()]) {
      expect(emoji).not.toMatch(/[\u{1F600}-\u{1F64F}\u{1F466}-\u{1F478}\u{1F1E6}-\u{1F1FF}]/u)
    }
  })
})
