/** Where ids and chance come from. */
export interface IdSource {
  /** A new random lowercase canonical UUID. */
  random(): string
  /** UUID v5 of a fixed namespace: the same name gives the same id, for ever. */
  named(name: string): string
  /** A whole number, 0..2^53-1, for a picture's seed. */
  seed(): number
  /** 0 (in) to 1 (out), for jitter. */
  chance(): number
}
