import { beforeEach, describe, expect, it, jest } from '@jest/globals'

/** The locks of all pages of one browser: whoever waits for a held one is turned away when it gives up. */
const held = new Set<string>()
const locks = {
  request: (name: string, { signal }: { readonly signal: AbortSignal }, hold: () => Promise<never>): Promise<never> => {
    if (held.has(name)) return new Promise((_, refuse) => signal.addEventListener('abort', () => refuse(signal.reason as Error)))
    held.add(name)
    return hold()
  },
}

class PerformanceNavigationTiming {
  readonly type: string
  constructor(type: string) {
    this.type = type
  }
}
Object.assign(globalThis, { PerformanceNavigationTiming })

/** A page that has just been loaded into this tab. */
async function nameOfPage(how: 'navigate' | 'reload' = 'navigate'): Promise<string> {
  jest.resetModules()
  Object.defineProperty(performance, 'getEntriesByType', { value: () => [new PerformanceNavigationTiming(how)], configurable: true })
  const { tabName } = await import('./tab-name.ts')
  return tabName()
}

beforeEach(() => {
  held.clear()
  sessionStorage.clear()
  Object.defineProperty(navigator, 'locks', { value: locks, configurable: true })
})

describe('the name of a tab', () => {
  it('is the same after a reload, which ends the page that held it', async () => {
    const before = await nameOfPage()
    held.clear()
    expect(await nameOfPage()).toBe(before)
  })
  it('is the same after a reload, however late the page before it lets go', async () => {
    const before = await nameOfPage()
    const realTimeout = AbortSignal.timeout.bind(AbortSignal)
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      if (ms >= 5_000) held.clear()
      return realTimeout(1)
    })
    expect(await nameOfPage('reload')).toBe(before)
    timeout.mockRestore()
  })
  it('is another one in a copy of a tab that lives, and in a copy of that', async () => {
    const names = [await nameOfPage(), await nameOfPage(), await nameOfPage()]
    expect(new Set(names).size).toBe(3)
  })
  it('is the same after a reload where the browser knows no locks', async () => {
    Reflect.deleteProperty(navigator, 'locks')
    expect(await nameOfPage()).toBe(await nameOfPage())
  })
})
