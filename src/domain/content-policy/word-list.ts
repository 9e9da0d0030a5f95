import { plainText } from './plain-text.ts'

/** Words and phrases to be found in text as `plainText` writes it, with a space before and behind. */
export type WordList = { readonly words: ReadonlySet<string>; readonly isIn: (plain: string) => boolean }

/** Words between commas, over as many lines as they need, each as `plainText` reads it. */
export const listOf = (text: string): readonly string[] => text.split(',').map(plainText)

/** Phrases are also found without their spaces, and are kept by their first word, so that a text is walked once and not once for each of hundreds of phrases. */
export function wordList(named: readonly string[]): WordList {
  const phrases = new Set([...named, ...named.map(withoutSpaces).filter((phrase) => phrase.length >= shortestWithoutSpaces)])
  const byFirst = new Map<string, string[]>()
  for (const phrase of phrases) {
    const [first = ''] = phrase.split(' ')
    byFirst.set(first, [...(byFirst.get(first) ?? []), `${phrase} `])
  }
  return { words: phrases, isIn: (plain) => wordsOf(plain).some(({ word, at }) => startsOne(byFirst.get(word), plain, at)) }
}

/** "littlegirl" is the phrase as well. */
const withoutSpaces = (phrase: string): string => phrase.replaceAll(' ', '')
const shortestWithoutSpaces = 6

const startsOne = (phrases: readonly string[] | undefined, plain: string, at: number): boolean =>
  phrases?.some((phrase) => plain.startsWith(phrase, at)) ?? false

function wordsOf(plain: string): readonly { readonly word: string; readonly at: number }[] {
  let at = 0
  return plain.split(' ').map((word) => {
    const found = { word, at }
    at += word.length + 1
    return found
  })
}
