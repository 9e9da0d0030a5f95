/** How Python turns one value into another, and the words in which it refuses: ComfyUI repeats both to its clients. */
export type Converted<T> = { readonly value: T } | { readonly refusal: string }

export function pythonInt(value: unknown): Converted<number | bigint> {
  if (typeof value === 'bigint') return { value }
  if (typeof value === 'boolean') return { value: value ? 1 : 0 }
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return { refusal: 'cannot convert float NaN to integer' }
    if (!Number.isFinite(value)) return { refusal: 'cannot convert float infinity to integer' }
    return { value: Math.trunc(value) }
  }
  if (typeof value !== 'string')
    return { refusal: `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'` }
  if (!/^\s*[+-]?\d+(_\d+)*\s*$/.test(value)) return { refusal: `invalid literal for int() with base 10: ${pythonRepr(value)}` }
  const whole = BigInt(value.trim().replaceAll('_', '').replace(/^\+/, ''))
  return { value: Number.isSafeInteger(Number(whole)) ? Number(whole) : whole }
}

export function pythonFloat(value: unknown): Converted<number> {
  if (typeof value === 'number') return { value }
  if (typeof value === 'bigint' || typeof value === 'boolean') return { value: Number(value) }
  if (typeof value !== 'string') return { refusal: `float() argument must be a string or a real number, not '${typeName(value)}'` }
  const word = value.trim().toLowerCase()
  if (/^[+-]?nan$/.test(word)) return { value: NaN }
  if (/^[+-]?inf(inity)?$/.test(word)) return { value: word.startsWith('-') ? -Infinity : Infinity }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(word)) return { refusal: `could not convert string to float: ${pythonRepr(value)}` }
  return { value: Number(word) }
}

export const pythonBool = (value: unknown): boolean =>
  value !== null && typeof value === 'object' ? Object.keys(value).length > 0 : Boolean(value)

/** `str(value)`; a number is printed as a float only where the caller knows that it is one. */
export function pythonStr(value: unknown, kind: 'float' | 'any' = 'any'): string {
  if (typeof value === 'string') return value
  if (kind === 'float' && typeof value === 'number' && Number.isInteger(value)) return `${value}.0`
  if (typeof value === 'number' && Number.isNaN(value)) return 'nan'
  return pythonRepr(value)
}

export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, item]) => `${pythonRepr(key)}: ${pythonRepr(item)}`)
      .join(', ')}}`
  return String(value)
}

function typeName(value: unknown): string {
  if (value === null) return 'NoneType'
  return Array.isArray(value) ? 'list' : 'dict'
}
