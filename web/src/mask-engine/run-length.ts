/** Run-length coding of 8-bit values: a run is its length as base-128 digits, lowest first, and then the value. Masks are mostly flat, so a tile shrinks to a few bytes. */
export function encodeRuns(values: Uint8Array): Uint8Array {
  const coded = new Uint8Array(values.length * 2 + 8)
  let size = 0
  for (let at = 0; at < values.length;) {
    const value = values[at] ?? 0
    let end = at + 1
    while (end < values.length && values[end] === value) end += 1
    let length = end - at
    while (length >= 128) {
      coded[size++] = (length & 127) | 128
      length >>>= 7
    }
    coded[size++] = length
    coded[size++] = value
    at = end
  }
  return coded.slice(0, size)
}

/** The inverse of `encodeRuns`; `length` is the number of values that were coded. */
export function decodeRuns(coded: Uint8Array, length: number): Uint8Array {
  const values = new Uint8Array(length)
  let at = 0
  for (let read = 0; read < coded.length;) {
    let run = 0
    let shift = 0
    let digit: number
    do {
      digit = coded[read++] ?? 0
      run |= (digit & 127) << shift
      shift += 7
    } while (digit & 128)
    const value = coded[read++] ?? 0
    if (value !== 0) values.fill(value, at, at + run)
    at += run
  }
  return values
}
