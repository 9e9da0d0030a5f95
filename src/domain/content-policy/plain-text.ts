/**
 * Text as a rule reads it: compatibility forms folded, accents and characters without a width dropped, common look-alikes turned into the
 * letters they stand for, everything lower case, all that is neither letter nor digit a single space. Circumvention by spelling is met
 * here once, so that the rules can be plain words.
 */
export const plainText = (text: string): string =>
  latinText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** As `plainText`, but the breaks between clauses stay, as lone commas: in "girl, 16" the number is hers, in "girl, 16 roses" it is not. */
export const plainClauses = (text: string): string =>
  latinText(text)
    // The point of "No. 5" ends nothing.
    .replace(/\b(no|nr|op|vol|fig|ch|pt|ca|approx|st|dr|mr|mrs|ms)\. ?/g, '$1 ')
    // A ratio or a fraction ("16:9", "f/1.8", "9/10") is one thing, and no number beside a comma.
    .replace(/(\p{N}) ?[:/.x] ?(?=\p{N})/gu, '$1part')
    .replace(/[^\p{L}\p{N}\s'’_-]+/gu, ' , ')
    .replace(/[^\p{L}\p{N},]+/gu, ' ')
    .replace(/(?: ,)+/g, ' ,')
    .trim()

/**
 * Every way in which a text may be meant: as it stands, with signs read as letters ("k!d"; but "kid!" is a kid and a shout), with digits
 * read as letters ("t33n"; a 1 stands for i or l), with letters that were spelled apart ("t e e n") joined, and with letters that were
 * drawn out ("teeeen") shortened.
 */
export function readingsOf(text: string): readonly string[] {
  const plains = [text, text.replace(/[@$!€|]/g, (sign) => signLetters[sign] ?? sign)].map(plainText)
  const spelled = plains.flatMap((plain) => [plain, spelledOut(plain, 'i'), spelledOut(plain, 'l')])
  return [...new Set(spelled.flatMap((plain) => [plain, drawnIn(plain, '$1$1'), drawnIn(plain, '$1')]))]
}

/** Text in lower case and in Latin letters wherever it only looks otherwise; its signs and spaces as they were. */
export function latinText(text: string): string {
  const folded = text
    .replace(boxedLetters, letterOf)
    .replace(/\p{Extended_Pictographic}/gu, (picture) => ` ${pictureWords[picture] ?? ''} `)
    .normalize('NFKD')
    // Without its accent the Spanish child would be the name Nina.
    .replace(/nin\u0303/giu, 'ninn')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .replace(/\p{Nd}/gu, digitOf)
  return folded.replace(/\p{L}+/gu, latinWord)
}

/** A word of Russian letters alone is Russian ("тот" is no "tot"); one that mixes scripts is a disguise, read by look and then by sound. */
function latinWord(word: string): string {
  if (/^[а-яё]+$/u.test(word)) return word
  const letters = [...word].map((letter) => lookAlikes[letter] ?? letter)
  return /[a-z]/.test(word) ? letters.map((letter) => soundAlikes[letter] ?? letter).join('') : letters.join('')
}

/** Letters in boxes and circles and those that flags are made of, which have no compatibility form: A to Z in a row, in each row. */
const boxedLetters = /[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}\u{1F1E6}-\u{1F1FF}]/gu

function letterOf(boxed: string): string {
  const at = boxed.codePointAt(0) ?? 0
  const firstOfRow = [0x1f1e6, 0x1f170, 0x1f150].find((first) => at >= first) ?? at
  return String.fromCodePoint(0x61 + at - firstOfRow)
}

/** Every script has its ten digits in a row, from nought to nine. */
function digitOf(digit: string): string {
  const at = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(at - value - 1))) value += 1
  return String(value)
}

const drawnIn = (plain: string, short: string): string => plain.replace(/(\p{L})\1{2,}/gu, short)

function spelledOut(plain: string, one: 'i' | 'l'): string {
  const words = plain
    .split(' ')
    .map((word) => (/\p{L}/u.test(word) && /\d/.test(word) ? word.replace(/\d/g, (digit) => digitLetters(one)[digit] ?? digit) : word))
  return words.join(' ').replace(/(?<![\p{L}\p{N}])(?:\p{L} ){2,}\p{L}(?![\p{L}\p{N}])/gu, (apart) => apart.replaceAll(' ', ''))
}

const digitLetters = (one: 'i' | 'l'): Readonly<Record<string, string>> => ({
  '0': 'o',
  '1': one,
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
})

const signLetters: Readonly<Record<string, string>> = { '@': 'a', $: 's', '!': 'i', '€': 'e', '|': 'l' }

const pictureWords: Readonly<Record<string, string>> = {
  '👶': 'baby',
  '🧒': 'child',
  '👧': 'little girl',
  '👦': 'little boy',
  '🔞': 'nsfw',
  '🍼': 'baby',
  '🚸': 'children',
}

/** Letters of other scripts by those they look like, in pairs. */
const lookAlikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'аaеeоoрpсcуyхxіiѕsкkтtмmһhԁdӏlјjԛqԝwьb',
    'οoαaιiεeτtκkρpυuνvχxηnβbγyωw',
    'ᴀaʙbᴄcᴅdᴇeɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz',
    'ոnսuօoհhıiłløođdħhəeɑaɡg',
    'ςcσoѵvǀlⲟoⲥcðdƙkɨiŧtɱmɲnŋnƭtɗdƈcɾrɩiɛeɔo',
  ]
    .flatMap((pairs) => pairs.match(/.{2}/gu) ?? [])
    .map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
)

/** What is left of the Russian letters by their sound. */
const soundAlikes: Readonly<Record<string, string>> = {
  г: 'g',
  д: 'd',
  з: 'z',
  и: 'i',
  й: 'i',
  л: 'l',
  п: 'p',
  ф: 'f',
  ш: 'sh',
  э: 'e',
}
