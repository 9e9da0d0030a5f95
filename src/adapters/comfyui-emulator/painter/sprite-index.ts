/** Emoji by the names people give them. `names`: what it is called; `keywords`: what it is also found under. */
export type SpriteIndex = { readonly names: ReadonlyMap<string, string>; readonly keywords: ReadonlyMap<string, string> }

/** What the words ask for: this sprite, this often. */
export type SpriteChoice = { readonly emoji: string; readonly word: string; readonly count: number }

/** `library`: emoji -> its name and further keywords, as emojilib tells them. `drawable`: whether there is a picture of it. */
export function spriteIndex(library: Readonly<Record<string, readonly string[]>>, drawable: (emoji: string) => boolean): SpriteIndex {
  const names = new Map<string, string>()
  const keywords = new Map<string, string>()
  for (const [emoji, words] of Object.entries(library)) {
    const [name = '', ...rest] = words.map((word) => word.toLowerCase().replaceAll('_', ' '))
    if (neverDrawn.test(emoji) || !drawable(emoji)) continue
    if (!names.has(name)) names.set(name, emoji)
    for (const keyword of rest) if (!keywords.has(keyword)) keywords.set(keyword, emoji)
  }
  return { names, keywords }
}

/** Flags, hands, people, arrows, signs and faces are no things to put into a picture. */
const neverDrawn =
  /[\u{1F1E6}-\u{1F1FF}\u{1F600}-\u{1F64F}\u{1F900}-\u{1F93F}\u{1F970}-\u{1F97A}\u{1F440}-\u{1F450}\u{1F466}-\u{1F47A}\u{1F9D0}-\u{1F9E6}\u{1FAC0}-\u{1FACF}\u{1FAE0}-\u{1FAFF}\u2190-\u21FF\u2648-\u2653\u{1F500}-\u{1F50C}\u{1F530}-\u{1F53D}]/u

/**
 * The first thing that the words name: nouns before anything else, longest name first. Colours, adjectives, verbs and small words name
 * nothing, so "red fox" is a fox and "add a shiny banana" a banana. Null when nothing is named.
 */
export function spriteFor(index: SpriteIndex, prompt: string): SpriteChoice | null {
  const words = prompt
    .toLowerCase()
    .replace(/[^\p{L}\p{N}' -]+/gu, ' ')
    .split(/[\s-]+/)
    .filter((word) => word !== '')
  return named(words, (name) => preferred[name] ?? index.names.get(name)) ?? named(words, (name) => index.keywords.get(name))
}

function named(words: readonly string[], find: (name: string) => string | undefined): SpriteChoice | null {
  for (let at = 0; at < words.length; at++) {
    for (const length of [3, 2, 1]) {
      const run = words.slice(at, at + length)
      if (run.length < length || (length === 1 && isNoThing(run[0] as string))) continue
      const found = singularsOf(run.join(' '))
        .map((name) => ({ name, emoji: find(name) }))
        .find(({ emoji }) => emoji !== undefined)
      if (found?.emoji !== undefined)
        return { emoji: found.emoji, word: found.name, count: countBefore(words, at, run.at(-1) !== found.name.split(' ').at(-1)) }
    }
  }
  return null
}

/** "two cats" are two; "some flowers", without a number, three; "a cat" is one. */
function countBefore(words: readonly string[], at: number, plural: boolean): number {
  const before = words.slice(Math.max(0, at - 3), at)
  const told = before.map((word) => numbers[word] ?? (/^[2-5]$/.test(word) ? Number(word) : 0)).find((count) => count > 0)
  return told ?? (plural ? 3 : 1)
}

const singularsOf = (name: string): readonly string[] => [
  name,
  name.replace(/ies$/, 'y'),
  name.replace(/(ch|sh|s|x|o)es$/, '$1'),
  name.replace(/([^s])s$/, '$1'),
  name.replace(/ves$/, 'f'),
]

const isNoThing = (word: string): boolean =>
  smallWords.has(word) || (/^(\w+(ly|ing|ish|ful|less|ous)|.)$/.test(word) && !thingsAnyway.has(word))

const numbers: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5, pair: 2, couple: 2, several: 3, few: 3, many: 5 }

const thingsAnyway = new Set([
  'butterfly',
  'ring',
  'earring',
  'king',
  'wing',
  'painting',
  'building',
  'fish',
  'dish',
  'radish',
  'jellyfish',
  'goldfish',
  'lightning',
  'string',
  'lily',
  'firefly',
])

/** Words that say how, where or what to do. They never pick a picture. */
const smallWords = new Set(
  (
    'a an the this that these those some any of on in at with without and or to for by from into onto over under near next behind beside between inside around above below is are be it its his her hers their my your our she he they ' +
    'add put place draw paint make give change turn replace remove erase delete let show want have hold holding wear wearing sit sitting stand standing eat drink look ' +
    'red orange yellow green blue purple violet pink brown black white gray grey gold golden silver beige turquoise teal magenta crimson navy colorful colourful ' +
    'big small large tiny huge little giant mini tall short long round square ripe fresh old new young shiny glossy bright dark light soft hard hot cold cool warm wet dry clean cute pretty beautiful nice fancy ' +
    'realistic detailed high quality photo photograph picture image style left right center centre middle top bottom front back side hand hands shoulder head face hair body arm arms lap table floor wall background foreground ' +
    'one two three four five several few many pair couple bit more very really full half open closed wooden leather metal plastic glass striped dotted up down out off no not ok good bad free sale'
  ).split(' '),
)

/** Where the names alone would mislead. */
const preferred: Readonly<Record<string, string>> = {
  cat: '🐈',
  kitten: '🐈',
  dog: '🐕',
  puppy: '🐕',
  coffee: '☕',
  'coffee cup': '☕',
  'cup of coffee': '☕',
  mug: '☕',
  flower: '💐',
  bouquet: '💐',
  hat: '👒',
  sunglasses: '🕶️',
  glasses: '👓',
  apple: '🍎',
  'teddy bear': '🧸',
  teddy: '🧸',
  parrot: '🦜',
  bird: '🐦',
  car: '🚗',
  book: '📕',
  phone: '📱',
  cake: '🎂',
  'birthday cake': '🎂',
  wine: '🍷',
  'glass of wine': '🍷',
  beer: '🍺',
  balloon: '🎈',
  'hot air balloon': '🎈',
  umbrella: '☂️',
  guitar: '🎸',
  crown: '👑',
  star: '⭐',
  sun: '🌞',
  moon: '🌙',
  heart: '❤️',
  plant: '🪴',
  tree: '🌳',
  ball: '⚽',
  gift: '🎁',
  bag: '👜',
  handbag: '👜',
  rose: '🌹',
  dragon: '🐉',
  fox: '🦊',
  horse: '🐎',
  rabbit: '🐇',
  bunny: '🐇',
}
