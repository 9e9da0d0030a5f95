/**
 * JSON as Python's `json` module reads and writes it: whole numbers of any length (a seed can be 2^64 - 1), and the bare words `NaN`,
 * `Infinity` and `-Infinity`, which are no JSON at all, yet are what a real server sends back for `"cfg": "nan"`.
 */
const mark = '\u0000python:'
const readable = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])|-?Infinity|NaN/g
const printed = /"\\u0000python:([^"]*)"/g

/** Whole numbers beyond 2^53 become `bigint`. Throws `SyntaxError` as `JSON.parse` does. */
export function parsePythonJson(text: string): unknown {
  const marked = text.replace(readable, (found) => (found.startsWith('"') ? found : JSON.stringify(mark + found)))
  return JSON.parse(marked, (_key, value: unknown) => (typeof value === 'string' && value.startsWith(mark) ? unmarked(value) : value))
}

export function printPythonJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return mark + String(item)
    return typeof item === 'number' && !Number.isFinite(item) ? mark + String(item) : item
  })
  return text.replace(printed, '$1')
}

function unmarked(value: string): number | bigint {
  const word = value.slice(mark.length)
  if (word === 'NaN') return NaN
  if (word === 'Infinity') return Infinity
  if (word === '-Infinity') return -Infinity
  const whole = BigInt(word)
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole
}
