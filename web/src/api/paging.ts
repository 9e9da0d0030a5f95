/** Whether the last of these pages names nothing that the ones before it did not: whoever asked on from there would go in circles. */
export function isRepeat(pages: readonly (readonly string[])[]): boolean {
  const known = new Set(pages.slice(0, -1).flat())
  const last = pages.at(-1) ?? []
  return last.length > 0 && last.every((name) => known.has(name))
}
