import { numbers, preferred, smallWords, thingsAnyway } from './word-lists.ts'

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
  /[\u{1F1E6}-\u{1F1FF}\u{1F600}-\u{1F64F}\u{1F900}-\u{1F93F}\u{1F970}-\u{1F97A}\u{1F440}-\u{1F450}\u{1F466}-\u{1F47A}\u{1F9D0}-\u{1F9DF}\u{1FAC0}-\u{1FAC5}\u{1F170}-\u{1F251}\u{1FAE0}-\u{1FAFF}\u2190-\u21FF\u2648-\u2653\u{1F500}-\u{1F50C}\u{1F530}-\u{1F53D}]/u

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
  return (
    named(words, (name) => preferred[name] ?? index.names.get(name)) ??
    fruitNotColour(words) ??
    named(words, (name) => index.keywords.get(name), true)
  )
}

/** "orange" is a colour unless it is what is counted: "an orange", "three oranges". */
function fruitNotColour(words: readonly string[]): SpriteChoice | null {
  const at = words.findIndex((word, index) => word === 'oranges' || (word === 'orange' && /^(an|one|the)$/.test(words[index - 1] ?? '')))
  return at < 0 ? null : { emoji: '🍊', word: 'orange', count: countBefore(words, at, words[at] === 'oranges') }
}

/** `asNoun`: only where a noun stands, since "wild" and "sunny" are keywords of some emoji too. */
function named(words: readonly string[], find: (name: string) => string | undefined, asNoun = false): SpriteChoice | null {
  for (let at = 0; at < words.length; at++) {
    for (const length of [3, 2, 1]) {
      const run = words.slice(at, at + length)
      if (run.length < length || (length === 1 && isNoThing(run[0] as string)) || (asNoun && !standsAsNoun(words, at, length))) continue
      const found = singularsOf(run.join(' '))
        .map((name) => ({ name, emoji: find(name) }))
        .find(({ emoji }) => emoji !== undefined)
      if (found?.emoji !== undefined)
        return { emoji: found.emoji, word: found.name, count: countBefore(words, at, run.at(-1) !== found.name.split(' ').at(-1)) }
    }
  }
  return null
}

/** The words end what they belong to, and something before them announces a thing: an article, a number, "add", "with" or nothing at all. */
function standsAsNoun(words: readonly string[], at: number, length: number): boolean {
  const next = words[at + length]
  const ends = next === undefined || linkWords.has(next)
  return ends && (at === 0 || words.slice(Math.max(0, at - 3), at).some((word) => announcers.has(word)))
}

const announcers = new Set(
  'a an the some this that her his their my your one two three four five several few many add put place draw paint hold holding wearing with and of'.split(
    ' ',
  ),
)
const linkWords = new Set(
  'in on at with and or of to for by from into onto over under near next behind beside between inside above below that which there here'.split(
    ' ',
  ),
)

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
