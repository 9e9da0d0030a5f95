/** A stream of numbers, 0 (in) to 1 (out): the same seed gives the same stream (mulberry32). */
export type Random = () => number

export function randomFrom(seed: number): Random {
  // Seeds are whole numbers up to 2^53: the upper half counts too.
  let state = ((seed % 4_294_967_296) ^ Math.imul(Math.floor(seed / 4_294_967_296), 0x9e3779b1)) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** 32 bits of a text (FNV-1a): words that stay the same keep what is drawn from them the same. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

export const pick = <Value>(random: Random, values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
