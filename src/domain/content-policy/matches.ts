/**
 * All places of a text where a global pattern is found, as `matchAll` gives them. That one copies the pattern at each call, and a copy is
 * compiled anew whenever the engine has forgotten the last one: ten milliseconds for each request that came a second after another.
 */
export function matchesOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match)
    // What matches nothing would be found at the same place for ever.
    if (match[0] === '') pattern.lastIndex += 1
  }
  return found
}
