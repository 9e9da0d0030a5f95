import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { firstCharacter } from '../../src/test-server.ts'
import { realStudio, signIn, upload, type RealStudio, type Visit } from './test-browser.ts'
import {
  coverage,
  drag,
  editorReady,
  middleOf,
  openEditorOf,
  paintMiddle,
  promptOf,
  sendEdit,
  stageBox,
  targetPicture,
} from './test-canvas.ts'

jest.setTimeout(240_000)
const target = { x: 300, y: 600, width: 200, height: 160 }
let studio: RealStudio
let visit: Visit
let painted = ''

beforeAll(async () => {
  studio = await realStudio()
  const { token, characterId } = await firstCharacter(studio.url)
  const imageId = await upload(studio.url, token, characterId, targetPicture(832, 1472, target))
  visit = await studio.visit()
  visit.page.setDefaultTimeout(60_000)
  await signIn(visit, studio.url)
  await openEditorOf(visit.page, imageId)
})
afterAll(() => studio.close())

const running = (page: Page) => page.locator('.strip .is-running')
const results = (page: Page) => page.locator('.strip button.result').filter({ hasText: /^\d$/ })
const resultCount = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => document.querySelectorAll('.strip button.result').length === wanted + 1 && document.querySelector('.is-running') === null,
    count,
    { timeout: 120_000 },
  )

// One edit of four variants, seen through everything that can happen to a page and its server.
describe('an edit of four variants', () => {
  it('has its four places at once, tells how far each is, and painting goes on meanwhile', async () => {
    const { page } = visit
    await paintMiddle(page)
    await promptOf(page).fill('add a banana')
    await page.locator('.panel__scroll').getByRole('radio', { name: '4', exact: true }).check({ force: true })
    expect(await sendEdit(page)).toHaveLength(4)
    await running(page).nth(3).waitFor()
    await running(page)
      .getByText(/^\d+%$/)
      .first()
      .waitFor()
    const before = await coverage(page)
    const { x, y } = middleOf(await stageBox(page))
    await drag(page, { x: x - 60, y: y + 90 }, { x: x + 60, y: y + 90 })
    painted = await coverage(page)
    expect(painted).not.toBe(before)
    const kept = page.waitForResponse(
      (answer) => answer.request().method() === 'PUT' && answer.request().postData()?.includes('add a ripe banana') === true,
    )
    await promptOf(page).fill('add a ripe banana')
    await kept
  })

  it('is still on its way after a reload, with mask and words where they were', async () => {
    const { page } = visit
    await page.reload()
    await editorReady(page)
    await running(page).first().waitFor()
    expect([await coverage(page), await promptOf(page).inputValue()]).toEqual([painted, 'add a ripe banana'])
  })

  it('ends with four results though the server lost its power in between', async () => {
    const { page } = visit
    const bringBack = await studio.powerCut()
    expect(await coverage(page)).toBe(painted)
    await bringBack()
    await resultCount(page, 4)
    expect(await coverage(page)).toBe(painted)
  })

  it('lets each result be looked at, favoured, kept and thrown away by itself', async () => {
    const { page } = visit
    await results(page).nth(1).click()
    await page.locator('.stage__compare').waitFor()
    await page.keyboard.press('f')
    await results(page).nth(1).locator('.result__fav').waitFor()
    await page.keyboard.press('.')
    await page.locator('.strip__shown').getByText('Result 3').waitFor()
    const trashed = page.waitForResponse((answer) => answer.request().method() === 'DELETE')
    await page.keyboard.press('x')
    expect((await trashed).ok()).toBe(true)
    await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click()
    await resultCount(page, 4)
    await results(page).nth(0).click()
    await page.keyboard.press('a')
    await page.getByText('Kept in the gallery').waitFor()
    expect(await page.locator('.strip__shown').count()).toBe(0)
  })
})

describe('a result beside its source', () => {
  it('starts where the mask begins, stands side by side when asked, and gives way while the key is held', async () => {
    const { page } = visit
    await results(page).nth(0).click()
    const line = page.locator('.stage__compare').getByRole('slider')
    const startPct = Number(await line.getAttribute('aria-valuenow'))
    expect(startPct).toBeGreaterThan(5)
    expect(startPct).toBeLessThan(50)
    await page.getByRole('radio', { name: 'Side by side' }).check({ force: true })
    await page.locator('.beside img').nth(1).waitFor()
    await page.getByRole('radio', { name: 'Slider' }).check({ force: true })
    await line.waitFor()
    await page.keyboard.press('c')
    await page.locator('.stage__compare').waitFor({ state: 'detached' })
    const look = async (): Promise<string> => (await page.screenshot({ clip: await stageBox(page) })).toString('base64')
    let [result, original] = ['', '']
    // The result is drawn when its picture has come; until then both are the source.
    while (result === original) {
      result = await look()
      await page.keyboard.down('\\')
      original = await look()
      await page.keyboard.up('\\')
    }
    while ((await look()) !== result) await page.waitForTimeout(50)
    await page.keyboard.press('Escape')
  })
})

describe('an edit that is not wanted any more', () => {
  it('is cancelled by its own button, or all of them by a key', async () => {
    const { page } = visit
    const before = await results(page).count()
    await page.locator('.panel__scroll').getByRole('radio', { name: '3', exact: true }).check({ force: true })
    await sendEdit(page)
    await running(page).nth(2).waitFor()
    await running(page)
      .nth(2)
      .getByRole('button', { name: /^Cancel/ })
      .click()
    await page.waitForFunction(() => document.querySelectorAll('.is-running').length < 3)
    await page.keyboard.press('Control+.')
    await page.waitForFunction(() => document.querySelector('.is-running') === null)
    expect(await results(page).count()).toBeLessThan(before + 3)
    expect(await coverage(page)).toBe(painted)
  })
})

describe('an edit that failed', () => {
  it('says why, keeps its place and is tried again from there', async () => {
    const { page } = visit
    await page.route('**/api/v1/jobs?*', async (route) => {
      const answer = await route.fetch()
      const list = (await answer.json()) as { jobs: Record<string, unknown>[] }
      const error = { code: 'engine-lost', title: 'The engine stopped answering', retryable: true }
      Object.assign(list.jobs[0] ?? {}, { state: 'failed', status: 'failed', imageIds: [], error, updatedAt: new Date().toISOString() })
      await route.fulfill({ json: list })
    })
    await page.reload()
    await editorReady(page)
    const retry = page.getByRole('button', { name: /Retry.*The engine stopped answering/ })
    const [asked] = await Promise.all([page.waitForRequest('**/retry'), retry.click()])
    expect(asked.method()).toBe('POST')
    expect(await coverage(page)).toBe(painted)
  })
})
