import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { studioWithCharacter, upload, type StudioWithCharacter } from './test-browser.ts'
import { middleOf, openEditorOf, paintMiddle, stageBox, targetPicture } from './test-canvas.ts'

jest.setTimeout(120_000)
const iris = { username: 'iris', password: 'a-long-password' }
let studio: StudioWithCharacter

beforeAll(async () => {
  studio = await studioWithCharacter()
})
afterAll(() => studio.close())

describe('an edit that waits to be saved while somebody else comes in by another window', () => {
  it('stays out of what the browser keeps, and goes to the server in nobody’s name', async () => {
    const picture = targetPicture(832, 1472, { x: 300, y: 600, width: 200, height: 160 })
    const imageId = await upload(studio.url, studio.token, studio.characterId, picture)
    const { page, context } = await studio.signedIn()
    await context.request.post(`${studio.url}/api/v1/users`, { data: iris, headers: { origin: studio.url } })
    await openEditorOf(page, imageId)
    await paintMiddle(page)
    // In the middle of a stroke nothing is saved, however long it takes until she is in.
    const { x, y } = middleOf(await stageBox(page))
    await page.mouse.move(x, y + 100)
    await page.mouse.down()
    const other = await context.newPage()
    expect(await kept(other, studio.url)).toEqual({ drafts: 0, logs: 1 })
    await context.clearCookies()
    const sent: string[] = []
    context.on('request', (request) => request.url().includes('/api/v1/drafts/') && sent.push(request.method()))
    const begunAfresh = page.waitForEvent('load')
    await enter(other)
    await begunAfresh
    await page.locator('.editor-layer .page').waitFor()
    expect(await kept(other)).toEqual({ drafts: 0, logs: 0 })
    expect(sent).not.toContain('PUT')
  })
})

async function enter(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Username').fill(iris.username)
  await page.getByLabel('Password', { exact: true }).fill(iris.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/studio')
}

/** How much the browser keeps: of drafts as a whole, and of strokes that no save holds yet. */
async function kept(page: Page, url = page.url()): Promise<{ readonly drafts: number; readonly logs: number }> {
  if (page.url() !== url) await page.goto(url)
  return page.evaluate(async () => {
    const count = (database: string, store: string): Promise<number> =>
      new Promise((tell) => {
        const opening = indexedDB.open(database)
        opening.onsuccess = () => {
          const { result } = opening
          if (!result.objectStoreNames.contains(store)) return tell(0)
          const counting = result.transaction(store).objectStore(store).count()
          counting.onsuccess = () => tell(counting.result)
        }
      })
    return { drafts: await count('keyval-store', 'keyval'), logs: await count('draft-log', 'log') }
  })
}
