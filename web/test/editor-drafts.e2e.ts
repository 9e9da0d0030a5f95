import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { studioWithCharacter, upload, type StudioWithCharacter, type Visit } from './test-browser.ts'
import {
  coverage,
  drag,
  editorReady,
  expectCoverage,
  middleOf,
  openEditorOf,
  paintMiddle,
  promptOf,
  stageBox,
  targetPicture,
} from './test-canvas.ts'

jest.setTimeout(180_000)
let studio: StudioWithCharacter
let visit: Visit

beforeAll(async () => {
  studio = await studioWithCharacter()
})
afterAll(() => studio.close())
afterEach(() => studio.closeWindows())

describe('two windows on one draft', () => {
  it('hear of each other, and both drafts are offered', async () => {
    const { page, imageId } = await openFresh()
    const other = await visit.context.newPage()
    await openEditorOf(other, imageId)
    await paintBelow(page)
    await saved(page)
    const newer = await coverage(page)
    expect(await coverage(other)).toBe('0%')
    await paintMiddle(other)
    await other.getByText('A newer draft was saved in another window').waitFor()
    const own = await coverage(other)
    expect(own).not.toBe(newer)
    await other.getByRole('button', { name: 'Take the newer one' }).click()
    await expectCoverage(other, newer)
    await other.getByRole('button', { name: 'Undo' }).click()
    await expectCoverage(other, own)
    await saved(other)
    await paintMiddle(page)
    await page.getByText('A newer draft was saved in another window').waitFor()
    const mine = await coverage(page)
    await page.getByRole('button', { name: 'Keep this one' }).click()
    await saved(page)
    await page.reload()
    await page.getByText('Your draft is back').waitFor()
    await expectCoverage(page, mine)
  })
})

describe('one window', () => {
  it('never hears of another one, however quickly it leaves and comes back', async () => {
    const { page, imageId } = await openFresh()
    await paintMiddle(page)
    const painted = await coverage(page)
    for (const round of ['a red hat', 'a blue hat', 'a green hat']) {
      await promptOf(page).fill(round)
      await page.locator('.stage__box').press('Escape')
      await page.waitForURL(`**/images/${imageId}`)
      await page.getByRole('link', { name: /^Edit/ }).first().click()
      await editorReady(page)
      await expectCoverage(page, painted)
      expect(await promptOf(page).inputValue()).toBe(round)
    }
    await paintBelow(page)
    await page.reload()
    await editorReady(page)
    await paintBelow(page)
    await saved(page)
    expect(await page.getByText('another window').count()).toBe(0)
  })

  it('brings back the stroke and the words that a reload caught before they were saved', async () => {
    const { page, imageId } = await openFresh()
    const back = page.getByText('Your draft is back')
    await paintMiddle(page)
    await page.reload()
    await back.waitFor()
    const first = await coverage(page)
    expect(first).not.toBe('0%')
    await saved(page)
    await paintBelow(page)
    const painted = await coverage(page)
    expect(painted).not.toBe(first)
    await promptOf(page).pressSequentially('a red hat')
    await page.reload()
    await back.waitFor()
    await expectCoverage(page, painted)
    expect(await promptOf(page).inputValue()).toBe('a red hat')
    // The server has it too, without anything being done: another browser sees it.
    await saved(page)
    const elsewhere = await studio.signedIn()
    await openEditorOf(elsewhere.page, imageId)
    await expectCoverage(elsewhere.page, painted)
  })

  it('offers both after a reload, when another one saved while a choice was open', async () => {
    const { page, imageId } = await openFresh()
    const other = await visit.context.newPage()
    await openEditorOf(other, imageId)
    await paintBelow(page)
    await saved(page)
    await paintMiddle(other)
    await other.getByText('A newer draft was saved in another window').waitFor()
    const own = await coverage(other)
    await other.reload()
    await other.getByText('A newer draft was saved in another window').waitFor()
    await expectCoverage(other, own)
    await other.getByRole('button', { name: 'Take the newer one' }).click()
    await expectCoverage(other, await coverage(page))
  })

  it('keeps the draft without a server, and brings it back', async () => {
    const { page } = await openFresh()
    await page.route('**/api/v1/drafts/**', (route) => route.abort())
    await paintMiddle(page)
    await page.getByText('Draft kept in this browser').waitFor()
    const painted = await coverage(page)
    await page.unrouteAll()
    await page.reload()
    await page.getByText('Your draft is back').waitFor()
    await expectCoverage(page, painted)
  })
})

async function openFresh(): Promise<{ readonly page: Page; readonly imageId: string }> {
  const picture = targetPicture(832, 1472, { x: 300, y: 600, width: 200, height: 160 })
  const imageId = await upload(studio.url, studio.token, studio.characterId, picture)
  visit = await studio.signedIn()
  await openEditorOf(visit.page, imageId)
  return { page: visit.page, imageId }
}

const saved = (page: Page): Promise<void> => page.getByText(/Draft saved/).waitFor()

/** A stroke that lies elsewhere than the middle one and covers more. */
async function paintBelow(page: Page): Promise<void> {
  const { x, y } = middleOf(await stageBox(page))
  await drag(page, { x: x - 90, y: y + 120 }, { x: x + 90, y: y + 120 })
}
