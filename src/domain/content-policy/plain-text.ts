/**
 * Text as a rule reads it: compatibility forms folded, accents and zero-width characters dropped, common look-alikes turned into the
 * letters they stand for, everything lower case, all that is neither letter nor digit a single space. Circumvention by spelling is met
 * here once, so that the rules can be plain words.
 */
export function plainText(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
  const latin = [...folded].map((letter) => lookAlikes[letter] ?? letter).join('')
  return latin.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** The same with digits read as letters ("t33n", "l0li") and letters that were spelled apart ("t e e n") joined. */
export function spelledOut(plain: string): string {
  const words = plain
    .split(' ')
    .map((word) => (/\p{L}/u.test(word) && /\d/.test(word) ? [...word].map((sign) => digitLetters[sign] ?? sign).join('') : word))
  return words.join(' ').replace(/(?<![\p{L}\p{N}])(?:\p{L} ){2,}\p{L}(?![\p{L}\p{N}])/gu, (apart) => apart.replaceAll(' ', ''))
}

const digitLetters: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' }

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
  '@': 'a',
  $: 's',
  '!': 'i',
}
