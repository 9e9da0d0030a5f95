const keptAs = 'persona-tab'

/** The name of this tab: the same after a reload, another in every other tab. */
export function tabName(): string {
  const fresh = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('')
  try {
    const known = sessionStorage.getItem(keptAs)
    if (known !== null) return known
    sessionStorage.setItem(keptAs, fresh)
  } catch (error) {
    console.info('This tab is not known again after a reload', error)
  }
  return fresh
}
