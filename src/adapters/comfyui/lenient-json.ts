/**
 * Parses what a server sent as JSON. A graph with a number that is not finite makes ComfyUI write a bare `NaN` or `Infinity` into every
 * later answer about queue and history; those become null here, outside of strings. `undefined` for what is no JSON even then.
 */
export function parseLenientJson(text: string): unknown {
  return parse(text) ?? parse(withoutBareNumbers(text))
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Strings are matched first, so that a prompt with the word NaN stays as it is. */
const withoutBareNumbers = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gs, (match) => (match.startsWith('"') ? match : 'null'))

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
