/** Words and phrases to be found in text as `plainText` writes it, with a space before and behind. */
export type WordList = { readonly words: ReadonlySet<string>; readonly isIn: (plain: string) => boolean }

/** Phrases are kept by their first word, so that a text is walked once and not once for each of hundreds of phrases. */
export function wordList(phrases: readonly string[]): WordList {
  const byFirst = new Map<string, string[]>()
  for (const phrase of phrases) {
    const [first = ''] = phrase.split(' ')
    byFirst.set(first, [...(byFirst.get(first) ?? []), `${phrase} `])
  }
  return { words: new Set(phrases), isIn: (plain) => wordsOf(plain).some(({ word, at }) => startsOne(byFirst.get(word), plain, at)) }
}

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
