const keptAs = 'persona-tab'
/**
 * The page that was here may still be letting its name go. After a reload there was one for sure, and strokes that are not saved lie
 * under its name: on a busy machine it takes seconds. Else the name is most likely held by the tab that this one is a copy of.
 */
const patienceMs = { afterReload: 10_000, else: 500 }

let claimed: Promise<string> | undefined

/** The name of this tab: the same after a reload, another in every other tab, one that the browser made as a copy of this one included. */
export const tabName = (): Promise<string> => (claimed ??= claim())

async function claim(): Promise<string> {
  const known = kept()
  if (known !== null && (await hold(known))) return known
  const fresh = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('')
  keep(fresh)
  await hold(fresh)
  return fresh
}

/** Holds a name for as long as this page lives; false where another page has it. Without locks, as on plain http, nobody can tell. */
function hold(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true)
  const signal = AbortSignal.timeout(wasReloaded() ? patienceMs.afterReload : patienceMs.else)
  return new Promise((tell) => {
    const untilTheEnd = (): Promise<never> => {
      tell(true)
      return new Promise(() => undefined)
    }
    navigator.locks.request(`${keptAs}:${name}`, { signal }, untilTheEnd).catch((error: unknown) => {
      if (!signal.aborted) console.info('Whether a copy of this tab is open cannot be told', error)
      tell(!signal.aborted)
    })
  })
}

const wasReloaded = (): boolean =>
  performance.getEntriesByType('navigation').some((entry) => entry instanceof PerformanceNavigationTiming && entry.type === 'reload')

function kept(): string | null {
  try {
    return sessionStorage.getItem(keptAs)
  } catch (error) {
    console.info('This tab is not known again after a reload', error)
    return null
  }
}

function keep(name: string): void {
  try {
    sessionStorage.setItem(keptAs, name)
  } catch (error) {
    console.info('This tab is not known again after a reload', error)
  }
}
