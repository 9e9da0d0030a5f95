import { agesIn } from './ages.ts'
import {
  adultContexts,
  childCharacters,
  childWords,
  childlikeTraits,
  nameLikeMentions,
  ordinaryPairs,
  schoolUniforms,
  sexualWords,
} from './policy-words.ts'
import { readingsOf } from './plain-text.ts'

/** `prompt` reaches an engine; `shown` is only seen; `negative` says what to avoid, so its words protect and always pass. */
export type ReviewedText = { readonly field: string; readonly text: string; readonly kind: 'prompt' | 'shown' | 'negative' }

export type PolicyRefusal =
  { readonly type: 'underage-content'; readonly field: string } | { readonly type: 'uniform-not-allowed'; readonly field: string }

/**
 * Reviews all free texts of one request together, because harm can be spread over fields ("teen" in the prompt, "lingerie" as outfit).
 * `nsfw` is the picture's flag, or whether the character may have such pictures. Answers the first refusal, `null` when all is well.
 */
export function reviewTexts(texts: readonly ReviewedText[], nsfw: boolean): PolicyRefusal | null {
  const read = texts.filter(({ kind }) => kind !== 'negative').map(readText)
  const about: Request = { texts: read, nsfw, sexual: nsfw || read.some(({ plain }) => mentions(plain, sexualWords)) }
  for (const rule of rules) {
    const refusal = rule(about)
    if (refusal !== null) return refusal
  }
  return null
}

type ReadText = { readonly field: string; readonly text: string; readonly plain: string }
type Request = { readonly texts: readonly ReadText[]; readonly nsfw: boolean; readonly sexual: boolean }
type Rule = (request: Request) => PolicyRefusal | null

/** Everything that is refused, in order. */
const rules: readonly Rule[] = [
  noUnderageSlang,
  noSexualisedMinors,
  noChildlikeTraitsInSexualContext,
  noAgesBelow18,
  noMinorsWithNsfw,
  noSchoolUniforms,
]

/** Words that exist only to sexualise minors are refused wherever they stand. */
function noUnderageSlang({ texts }: Request): PolicyRefusal | null {
  return firstWith(texts, ({ plain }) => mentions(plain, childWords.slang) || mentionsInPieces(plain, wholeWords.slang))
}

/** A minor in a sexual context is refused. */
function noSexualisedMinors({ texts, sexual }: Request): PolicyRefusal | null {
  return sexual ? firstWith(texts, ({ plain }) => mentionsMinor(plain)) : null
}

/** An adult drawn as a child in a sexual context is refused. */
function noChildlikeTraitsInSexualContext({ texts, sexual }: Request): PolicyRefusal | null {
  return sexual ? firstWith(texts, ({ plain }) => mentions(plain, childlikeTraits)) : null
}

/** A person given an age below 18 is refused: characters are adults, and their age is not changed by words. */
function noAgesBelow18({ texts }: Request): PolicyRefusal | null {
  return firstWith(texts, (read) => agesIn(read).some((age) => age < 18))
}

/** With `nsfw`, any mention of minors is refused, innocent ones too. */
function noMinorsWithNsfw({ texts, nsfw }: Request): PolicyRefusal | null {
  return nsfw ? firstWith(texts, ({ plain }) => mentionsMinor(plain) || mentions(plain, childlikeTraits)) : null
}

/** School uniforms and cheerleaders are not offered, and are refused together with `nsfw` or a sexual context. */
function noSchoolUniforms({ texts, sexual }: Request): PolicyRefusal | null {
  const found = sexual ? texts.find(({ plain }) => mentions(plain, schoolUniforms)) : undefined
  return found === undefined ? null : { type: 'uniform-not-allowed', field: found.field }
}

function firstWith(texts: readonly ReadText[], test: (text: ReadText) => boolean): PolicyRefusal | null {
  const found = texts.find(test)
  return found === undefined ? null : { type: 'underage-content', field: found.field }
}

/** All readings in a row, with a sign between them that no word holds. */
const readText = ({ field, text }: ReviewedText): ReadText => ({ field, text, plain: ` ${readingsOf(text).join(' | ')} ` })

const mentions = (plain: string, words: readonly string[]): boolean => words.some((word) => plain.includes(` ${word} `))

/** Scripts that do not part words by spaces. */
const mentionsCharacters = (plain: string): boolean => childCharacters.some((word) => plain.includes(word))

/** A word that was cut in pieces ("te en", "l ol i"). Pairs that people write for their own sake ("shot a photo") are none. */
function mentionsInPieces(plain: string, words: ReadonlySet<string>): boolean {
  const pieces = plain.trim().split(' ')
  return pieces.some((first, at) => {
    if (ordinaryPairs.includes(`${first} ${pieces[at + 1] ?? ''}`)) return false
    let word = first
    for (let next = at + 1; next < pieces.length && word.length < longestInPieces; next += 1) {
      word += pieces[next] ?? ''
      if (word.length >= shortestInPieces && words.has(word)) return true
    }
    return false
  })
}

/** Shorter ones are initials and chance. */
const shortestInPieces = 4
const longestInPieces = 14
const wholeWords = { slang: new Set(childWords.slang), minors: new Set(childWords.minors) }

/** Phrases in which such a word speaks of something else ("baby blue", "kid leather") are taken out before the words are looked for. */
function mentionsMinor(plain: string): boolean {
  const cleared = [...adultContexts, ...nameLikeMentions].reduce((text, phrase) => text.replaceAll(` ${phrase} `, ' '), plain)
  return mentions(cleared, childWords.minors) || mentionsInPieces(cleared, wholeWords.minors) || mentionsCharacters(plain)
}
