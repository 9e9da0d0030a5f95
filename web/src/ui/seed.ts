/** A seed people can read out: up to ten digits, from the browser's own chance. */
export const randomSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

const mostDigits = 15

/** What of somebody's typing can be a seed. So many digits that a number would hold another one are cut before they are taken for it. */
export function typedSeed(typed: string): string {
  const digits = typed.replace(/\D/g, '')
  return Number.isSafeInteger(Number(digits)) ? digits : digits.slice(0, mostDigits)
}
