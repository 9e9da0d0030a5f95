import { agesIn, hintsAtMinors } from './ages.ts'
import {
  adultContexts,
  childCharacters,
  childWords,
  childlikeTraits,
  nameLikeMentions,
  schoolUniforms,
  sexualCharacters,
  sexualWords,
} from './policy-words.ts'
import { foreignWords } from './foreign-words.ts'
import { hides, joinsWords } from './hidden-words.ts'
import { plainText, readingsOf } from './plain-text.ts'
import { wordList } from './word-list.ts'

/**
 * `prompt` reaches an engine; `shown` is only seen; `negative` says what to avoid, so its words protect and always pass; `context` was
 * said before about the same person or picture, and was accepted then.
 */
export type ReviewedText = { readonly field: string; readonly text: string; readonly kind: 'prompt' | 'shown' | 'negative' | 'context' }

/** The field of a context that is what the person is called: a number beside it is an age. */
export const nameField = 'name'

export type PolicyRefusal =
  { readonly type: 'underage-content'; readonly field: string } | { readonly type: 'uniform-not-allowed'; readonly field: string }

/**
 * Reviews all free texts of one request together, because harm can be spread over fields ("teen" in the prompt, "lingerie" as outfit) and
 * over requests: what `context` says counts as soon as the request's own words are delicate, and the refusal names the request's field.
 * `nsfw` is the picture's flag, or whether the character may have such pictures. Answers the first refusal, `null` when all is well.
 */
export function reviewTexts(texts: readonly ReviewedText[], nsfw: boolean): PolicyRefusal | null {
  const own = texts.filter(isTyped).map(readText)
  const delicate = own.find(isDelicate)
  const read = delicate === undefined ? own : [...own, ...contextOf(texts, delicate.field)]
  const names = texts.filter(({ kind, field }) => kind === 'context' && field === nameField).map(({ text }) => plainText(text))
  const about: Request = { texts: read, names: names.filter((name) => name !== ''), nsfw, sexual: nsfw || read.some(isSexual) }
  for (const rule of rules) {
    const refusal = rule(about)
    if (refusal !== null) return refusal
  }
  return null
}

/** Whether words could do harm beside others: they are sexual, or speak of minors. Whoever must fetch the context asks this first. */
export const mayDoHarm = (texts: readonly ReviewedText[]): boolean => texts.filter(isTyped).map(readText).some(isDelicate)

const isTyped = ({ kind }: ReviewedText): boolean => kind === 'prompt' || kind === 'shown'

/** What was said before answers under the field that was typed now: nobody can mend the other. */
const contextOf = (texts: readonly ReviewedText[], field: string): readonly ReadText[] =>
  texts.filter(({ kind }) => kind === 'context').map((text) => readText({ ...text, field }))

const isSexual = (said: Said): boolean =>
  listed.sexual.isIn(said.plain) || hides(said, listed.sexual) || mentionsCharacters(said.plain, signs.sexual)

const isDelicate = (said: Said): boolean => isSexual(said) || mentionsMinor(said) || hasChildlikeTraits(said) || wearsSchoolUniform(said)

/** `text` as it was typed, `plain` all its readings. */
type Said = { readonly text: string; readonly plain: string }
type ReadText = Said & { readonly field: string }
type Request = { readonly texts: readonly ReadText[]; readonly names: readonly string[]; readonly nsfw: boolean; readonly sexual: boolean }
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
  return firstWith(texts, (said) => {
    const isSlang = listed.slang.isIn(said.plain) || hides(said, listed.slang)
    return isSlang || mentionsCharacters(said.plain, signs.slang) || joinsWords(said.plain, listed.minors, listed.sexual)
  })
}

/** A minor in a sexual context is refused. */
function noSexualisedMinors({ texts, sexual }: Request): PolicyRefusal | null {
  return sexual ? firstWith(texts, (said) => mentionsMinor(said) || hintsAtMinors(said)) : null
}

/** An adult drawn as a child in a sexual context is refused. */
function noChildlikeTraitsInSexualContext({ texts, sexual }: Request): PolicyRefusal | null {
  return sexual ? firstWith(texts, hasChildlikeTraits) : null
}

/** A person given an age below 18 is refused: characters are adults, and their age is not changed by words. */
function noAgesBelow18({ texts, names, sexual }: Request): PolicyRefusal | null {
  return firstWith(texts, (read) => agesIn({ ...read, names, sexual }).some((age) => age < 18))
}

/** With `nsfw`, any mention of minors is refused, innocent ones too. */
function noMinorsWithNsfw({ texts, nsfw }: Request): PolicyRefusal | null {
  return nsfw ? firstWith(texts, (said) => mentionsMinor(said) || hasChildlikeTraits(said)) : null
}

/** School uniforms and cheerleaders are not offered, and are refused together with `nsfw` or a sexual context. */
function noSchoolUniforms({ texts, sexual }: Request): PolicyRefusal | null {
  const found = sexual ? texts.find(wearsSchoolUniform) : undefined
  return found === undefined ? null : { type: 'uniform-not-allowed', field: found.field }
}

function firstWith(texts: readonly ReadText[], test: (text: ReadText) => boolean): PolicyRefusal | null {
  const found = texts.find(test)
  return found === undefined ? null : { type: 'underage-content', field: found.field }
}

/** All readings in a row, with a sign between them that no word holds. */
const readText = ({ field, text }: ReviewedText): ReadText => ({ field, text, plain: ` ${readingsOf(text).join(' | ')} ` })

const listed = {
  slang: wordList([...childWords.slang, ...foreignWords.slang]),
  minors: wordList([...childWords.minors, ...foreignWords.minors]),
  traits: wordList([...childlikeTraits, ...foreignWords.traits]),
  uniforms: wordList([...schoolUniforms, ...foreignWords.uniforms]),
  sexual: wordList([...sexualWords, ...foreignWords.sexual]),
  elsewise: wordList([...adultContexts, ...nameLikeMentions]),
}

/** The same in scripts that do not part words by spaces. */
const signs = {
  slang: foreignWords.slangSigns,
  minors: [...childCharacters, ...foreignWords.childSigns],
  traits: foreignWords.traitSigns,
  uniforms: foreignWords.uniformSigns,
  sexual: [...sexualCharacters, ...foreignWords.sexualSigns],
}

const mentionsCharacters = (plain: string, words: readonly string[]): boolean => words.some((word) => plain.includes(word))

/** Phrases in which such a word speaks of something else ("baby blue", "kid leather") are taken out before the words are looked for. */
function mentionsMinor({ text, plain }: Said): boolean {
  const cleared = listed.elsewise.isIn(plain) ? withoutOtherMeanings(plain) : plain
  const said = listed.minors.isIn(cleared) || hides({ text, plain: cleared }, listed.minors)
  return said || mentionsCharacters(plain, signs.minors) || belowAge.test(text)
}

/** "age <18" */
const belowAge = /[<＜]\s*18(?!\d)/u

const hasChildlikeTraits = ({ plain }: Said): boolean => listed.traits.isIn(plain) || mentionsCharacters(plain, signs.traits)

const wearsSchoolUniform = ({ plain }: Said): boolean => listed.uniforms.isIn(plain) || mentionsCharacters(plain, signs.uniforms)

const withoutOtherMeanings = (plain: string): string =>
  [...adultContexts, ...nameLikeMentions].reduce((text, phrase) => text.replaceAll(` ${phrase} `, ' '), plain)
