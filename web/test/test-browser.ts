import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { studioClient, type StudioClient } from '../../src/adapters/cli/studio-client.ts'
import { firstCharacter, freshDataDir, removeDataDir, startTestServer, type TestServer } from '../../src/test-server.ts'

export const desk = { width: 1440, height: 900 }
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 } as const

export type Visit = {
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser complained about: errors in the console or the page, and breaches of the content policy. */
  readonly complaints: readonly string[]
}

export type RealStudio = {
  readonly url: string
  readonly dataDir: string
  /** Ends the server as a power cut does; answers how to bring it back at the same address with the same data. */
  powerCut(): Promise<() => Promise<void>>
  /** A window of its own: nobody is signed in there yet. */
  visit(options?: BrowserContextOptions): Promise<Visit>
  /** A window in which the first account is signed in. */
  signedIn(options?: BrowserContextOptions): Promise<Visit>
  closeWindows(): Promise<void>
  close(): Promise<void>
}

/** The built program and a real browser in front of it. */
export async function realStudio(): Promise<RealStudio> {
  const dataDir = freshDataDir()
  let server: TestServer = await startTestServer(dataDir)
  const { url } = server
  const browser = await launch()
  const closeWindows = async (): Promise<void> => void (await Promise.all(browser.contexts().map((context) => context.close())))
  return {
    url,
    dataDir,
    async powerCut() {
      await server.kill()
      return async () => void (server = await startTestServer(dataDir, { PORT: new URL(url).port }))
    },
    visit: (options = {}) => visit(browser, url, options),
    async signedIn(options = {}) {
      const inside = await visit(browser, url, options)
      await signIn(inside, url)
      return inside
    },
    closeWindows,
    async close() {
      await closeWindows()
      await browser.close()
      await server.stop()
      removeDataDir(dataDir)
    },
  }
}

/** With the first account's character, and the public API in its name. */
export type StudioWithCharacter = RealStudio & Awaited<ReturnType<typeof firstCharacter>>

export async function studioWithCharacter(): Promise<StudioWithCharacter> {
  const studio = await realStudio()
  try {
    return { ...studio, ...(await firstCharacter(studio.url)) }
  } catch (error) {
    await studio.close()
    throw error
  }
}

/** Signs a window in without its forms. */
export async function signIn({ context }: Visit, url: string, username = 'tester', password = 'a-long-password'): Promise<void> {
  const answer = await context.request.post(`${url}/api/v1/session`, { data: { username, password }, headers: { origin: url } })
  if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`)
}

/** The public API in the name of whoever is signed in at the page. */
export async function apiOf(page: Page): Promise<StudioClient> {
  const made = await page.evaluate(async () => {
    const body = JSON.stringify({ name: 'browser proof', scopes: ['read', 'write', 'audit'] })
    const answer = await fetch('/api/v1/tokens', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return (await answer.json()) as { secret: string }
  })
  return studioClient(page.url(), made.secret)
}

/** Uploads a PNG into a character's gallery; the id of its picture. */
export async function upload(url: string, token: string, characterId: string, png: Uint8Array): Promise<string> {
  const form = new FormData()
  const fields = { scene: 'candid_lifestyle', environment: 'studio', outfit: 'jeans' }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([Uint8Array.from(png)], { type: 'image/png' }), 'target.png')
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${url}/api/v1/characters/${characterId}/images`, { method: 'POST', headers, body: form })
  if (!answer.ok) throw new Error(`the upload answered ${answer.status}`)
  return ((await answer.json()) as { id: string }).id
}

/**
 * A window of a whole Chromium brings its address bar along, whose two lists of suggestions are pages that are loaded afresh for every
 * window: more work than our own page. Of two such lists of features Chromium takes the last, hence Playwright's own stand here again.
 */
const withoutFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', `--disable-features=${withoutFeatures.join()}`],
  })
}

async function visit(browser: Browser, url: string, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({ baseURL: url, viewport: desk, colorScheme: 'dark', reducedMotion: 'reduce', ...options })
  // Only how long a wait goes on before it is a failure: on a machine with too much to do twenty seconds were sometimes too few.
  context.setDefaultTimeout(60_000)
  const complaints: string[] = []
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`),
    ),
  )
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, context, complaints }
}
