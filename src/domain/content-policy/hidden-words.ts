import { matchesOf } from './matches.ts'
import { latinText } from './plain-text.ts'
import { ordinaryPairs } from './policy-words.ts'
import type { WordList } from './word-list.ts'

/**
 * Whether a text holds one of the words in a form that no list can name: cut in pieces ("te en"), with a letter too many ("chiild") or with
 * one covered ("t*en"). `text` as it was typed, `plain` all its readings.
 */
export const hides = ({ text, plain }: { readonly text: string; readonly plain: string }, list: WordList): boolean =>
  inPieces(plain, list.words) || withDoubledLetters(plain, list.words) || covered(text, list.words)

/** A harmful word and a sexual one without a space between ("nudeteen", "teenporn"). */
export const joinsWords = (plain: string, minors: WordList, sexual: WordList): boolean =>
  plain
    .split(' ')
    .filter((word) => word.length >= shortestJoined && word.length <= longestJoined)
    .flatMap(splitsOf)
    .some(([left, right]) => (minors.words.has(left) && sexual.words.has(right)) || (sexual.words.has(left) && minors.words.has(right)))

/** A word that was cut in pieces ("te en", "l ol i"). Pairs that people write for their own sake ("shot a photo") are none. */
function inPieces(plain: string, words: ReadonlySet<string>): boolean {
  const pieces = plain.trim().split(' ')
  return pieces.some((first, at) => {
    if (ordinaryPairs.includes(`${first} ${pieces[at + 1] ?? ''}`)) return false
    let word = first
    for (let next = at + 1; next < pieces.length && word.length < longestHidden; next += 1) {
      word += pieces[next] ?? ''
      if (word.length >= shortestHidden && words.has(word)) return true
    }
    return false
  })
}

/** Letters drawn out over three and more are read as one already; two may be right ("teen"), so each pair is tried both ways. */
const withDoubledLetters = (plain: string, words: ReadonlySet<string>): boolean =>
  plain.split(' ').some((word) => shortened(word).some((short) => short.length >= shortestHidden && words.has(short)))

function shortened(word: string): readonly string[] {
  const pairs = matchesOf(word, doubled).map(({ index }) => index)
  if (pairs.length === 0 || pairs.length > mostPairs || ordinaryDoubles.includes(word)) return []
  return Array.from({ length: 2 ** pairs.length - 1 }, (_, choice) => {
    const dropped = new Set(pairs.filter((_, at) => ((choice + 1) >> at) % 2 === 1))
    return [...word].filter((_, at) => !dropped.has(at)).join('')
  })
}

/** "t*en" and "ch#ld": what the sign covers may be any letter. */
const covered = (text: string, words: ReadonlySet<string>): boolean =>
  matchesOf(latinText(text), runs)
    .map(([word]) => word)
    .filter((word) => word.length >= shortestHidden && word.length <= longestHidden && /^\p{L}.*[*#]\p{L}+$/u.test(word))
    .some((word) => [...words].some((one) => one.length === word.length && !coveredElsewise.includes(one) && fits(one, word)))

const fits = (word: string, under: string): boolean =>
  [...under].every((letter, at) => letter === '*' || letter === '#' || letter === word[at])

const splitsOf = (word: string): readonly (readonly [string, string])[] =>
  Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => [word.slice(0, at + 1), word.slice(at + 1)] as const)

const doubled = /(\p{L})\1/gu
const runs = /[\p{L}\p{N}*#]+/gu

/** Shorter ones are initials and chance. */
const shortestHidden = 4
const longestHidden = 14
const shortestJoined = 7
const longestJoined = 28
const mostPairs = 4
/** "toots her horn" */
const ordinaryDoubles = ['toots']
/** Words that other words look like once a letter is covered ("t*ts"). */
const coveredElsewise = ['tots']
