/**
 * Text as a rule reads it: compatibility forms folded, accents and characters without a width dropped, common look-alikes turned into the
 * letters they stand for, everything lower case, all that is neither letter nor digit a single space. Circumvention by spelling is met
 * here once, so that the rules can be plain words.
 */
export function plainText(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
  const latin = [...folded].map((letter) => lookAlikes[letter] ?? letter).join('')
  return latin.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/**
 * Every way in which a text may be meant: as it stands, with signs read as letters ("k!d"; but "kid!" is a kid and a shout), with digits
 * read as letters ("t33n"; a 1 stands for i or l), and with letters that were spelled apart ("t e e n") joined.
 */
export function readingsOf(text: string): readonly string[] {
  const plains = [text, text.replace(/[@$!]/g, (sign) => signLetters[sign] ?? sign)].map(plainText)
  return [...new Set(plains.flatMap((plain) => [plain, spelledOut(plain, 'i'), spelledOut(plain, 'l')]))]
}

function spelledOut(plain: string, one: 'i' | 'l'): string {
  const words = plain
    .split(' ')
    .map((word) => (/\p{L}/u.test(word) && /\d/.test(word) ? word.replace(/\d/g, (digit) => digitLetters(one)[digit] ?? digit) : word))
  return words.join(' ').replace(/(?<![\p{L}\p{N}])(?:\p{L} ){2,}\p{L}(?![\p{L}\p{N}])/gu, (apart) => apart.replaceAll(' ', ''))
}

const digitLetters = (one: 'i' | 'l'): Readonly<Record<string, string>> => ({ '0': 'o', '1': one, '3': 'e', '4': 'a', '5': 's', '7': 't' })

const signLetters: Readonly<Record<string, string>> = { '@': 'a', $: 's', '!': 'i' }

const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ո: 'n',
  ο: 'o',
  α: 'a',
  ι: 'i',
  ε: 'e',
  τ: 't',
}
