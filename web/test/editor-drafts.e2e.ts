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
    await expectElsewhere(imageId, painted)
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
    const { page, imageId } = await openFresh()
    await page.route('**/api/v1/drafts/**', (route) => route.abort())
    await paintMiddle(page)
    await page.getByText('Draft kept in this browser').waitFor()
    const painted = await coverage(page)
    await page.unrouteAll()
    await page.reload()
    await page.getByText('Your draft is back').waitFor()
    await expectCoverage(page, painted)
    await saved(page)
    await expectElsewhere(imageId, painted)
  })

  it('saves without being asked what the server answered with an error, once it takes drafts again', async () => {
    const { page, imageId } = await openFresh()
    await page.route('**/api/v1/drafts/**', (route) =>
      route.request().method() === 'PUT' ? route.fulfill({ status: 503 }) : route.continue(),
    )
    await paintMiddle(page)
    await page.getByText('Draft kept in this browser').waitFor()
    await page.unrouteAll()
    await saved(page)
    await expectElsewhere(imageId, await coverage(page))
  })

  it('saves without being asked what was kept here, once the network is back', async () => {
    const { page, imageId } = await openFresh()
    await visit.context.setOffline(true)
    await paintMiddle(page)
    await page.getByText('Draft kept in this browser').waitFor()
    await visit.context.setOffline(false)
    await saved(page)
    await expectElsewhere(imageId, await coverage(page))
  })
})

describe('what a page left in this browser', () => {
  it('is offered to whoever painted before it was found, after one more reload too', async () => {
    const { page, imageId } = await openFresh()
    const address = '**/api/v1/drafts/**'
    await page.route(address, (route) => route.abort())
    await paintMiddle(page)
    const earlier = await coverage(page)
    await page.unrouteAll()
    const held: (() => Promise<void>)[] = []
    await page.route(address, (route) => {
      if (route.request().method() === 'GET') held.push(() => route.continue())
      // What the page that goes away still sends does not arrive.
      else return held.length === 0 ? route.abort() : route.continue()
    })
    await page.reload()
    await page.locator('.stage__box canvas').first().waitFor()
    await paintBelow(page)
    await Promise.all(held.map((answer) => answer()))
    const offer = page.getByText('There is an earlier draft of yours')
    await offer.waitFor()
    const quick = await coverage(page)
    expect(quick).not.toBe(earlier)
    await page.unrouteAll()
    await page.reload()
    await offer.waitFor()
    await expectCoverage(page, quick)
    await page.getByRole('button', { name: 'Take the earlier one' }).click()
    await expectCoverage(page, earlier)
    await saved(page)
    await expectElsewhere(imageId, earlier)
  })

  it('is passed over when another program wrote it', async () => {
    const { page, imageId } = await openFresh()
    await paintMiddle(page)
    await saved(page)
    const painted = await coverage(page)
    await page.evaluate(writeForeignLog, imageId)
    await page.reload()
    await editorReady(page)
    await expectCoverage(page, painted)
    await paintBelow(page)
    await saved(page)
  })

  it('is gone after the sign-out', async () => {
    const { page, imageId } = await openFresh()
    await page.route('**/api/v1/drafts/**', (route) => route.abort())
    await paintMiddle(page)
    await page.getByText('Draft kept in this browser').waitFor()
    expect(await page.evaluate(draftsKept)).toBe(1)
    await page.locator('.stage__box').press('Escape')
    await page.waitForURL(`**/images/${imageId}`)
    await page.goto('/settings')
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.waitForURL('**/sign-in**')
    expect(await page.evaluate(draftsKept)).toBe(0)
  })
})

describe('a copy of a tab that lives', () => {
  it('has a name of its own', async () => {
    const { page, imageId } = await openFresh()
    const name = await page.evaluate(tabOf)
    const copy = await visit.context.newPage()
    await copy.addInitScript((known) => sessionStorage.setItem('persona-tab', known), name ?? '')
    await openEditorOf(copy, imageId)
    await copy.waitForFunction((known) => sessionStorage.getItem('persona-tab') !== known, name)
  })
})

const tabOf = (): string | null => sessionStorage.getItem('persona-tab')

/** As a program with other logs would leave one, under this tab's name. */
const writeForeignLog = (imageId: string): Promise<void> =>
  new Promise((done) => {
    const opening = indexedDB.open('draft-log')
    opening.onsuccess = () => {
      const change = opening.result.transaction('log', 'readwrite')
      const log = { goesOnFrom: null, tiles: 'none', writtenAtMs: Date.now() }
      change.objectStore('log').put(log, `${imageId}:${sessionStorage.getItem('persona-tab')}`)
      change.oncomplete = () => done()
    }
  })

const draftsKept = (): Promise<number> =>
  new Promise((tell) => {
    const opening = indexedDB.open('keyval-store')
    opening.onsuccess = () => {
      const counting = opening.result.transaction('keyval').objectStore('keyval').count()
      counting.onsuccess = () => tell(counting.result)
    }
  })

async function openFresh(): Promise<{ readonly page: Page; readonly imageId: string }> {
  const picture = targetPicture(832, 1472, { x: 300, y: 600, width: 200, height: 160 })
  const imageId = await upload(studio.url, studio.token, studio.characterId, picture)
  visit = await studio.signedIn()
  await openEditorOf(visit.page, imageId)
  return { page: visit.page, imageId }
}

const saved = (page: Page): Promise<void> => page.getByText(/Draft saved/).waitFor()

/** What another browser of the same person finds: the draft as the server has it. */
async function expectElsewhere(imageId: string, covered: string): Promise<void> {
  const { page } = await studio.signedIn()
  await openEditorOf(page, imageId)
  await expectCoverage(page, covered)
}

/** A stroke that lies elsewhere than the middle one and covers more. */
async function paintBelow(page: Page): Promise<void> {
  const { x, y } = middleOf(await stageBox(page))
  await drag(page, { x: x - 90, y: y + 120 }, { x: x + 90, y: y + 120 })
}
