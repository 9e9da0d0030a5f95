/** A seed people can read out: up to ten digits, from the browser's own chance. */
export const randomSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
