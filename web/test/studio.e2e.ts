import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { StudioClient } from '../../src/adapters/cli/studio-client.ts'
import type { WireImage } from '../../src/adapters/http/contract/image.ts'
import { apiOf, phone, realStudio, signIn, type RealStudio, type Visit } from './test-browser.ts'
import { coverage, fingers, middleOf, paintMiddle, stageBox } from './test-canvas.ts'
import { expectOnlyTheMaskChanged } from './test-proof.ts'

jest.setTimeout(120_000)
let studio: RealStudio
let newcomer: Visit
let api: StudioClient
let pictureId: string

beforeAll(async () => {
  studio = await realStudio()
  newcomer = await studio.visit()
})
afterAll(() => studio.close())

// One person's first hour: each step starts where the one before it ended.
describe('a newcomer', () => {
  it('makes the first account, keeps Nova and is in the Studio', async () => {
    const { page } = newcomer
    await page.goto('/')
    await page.getByLabel('Username').fill('tester')
    await page.getByLabel('Password', { exact: true }).fill('a-long-password')
    await page.getByRole('button', { name: 'Create account and go on' }).click()
    await page.getByRole('button', { name: 'Keep Nova and go on' }).click()
    await page.waitForURL('**/studio')
    await page.getByText('Nothing here yet').waitFor()
    api = await apiOf(page)
  })

  it('generates with what is chosen already, sees it come, and never sees a finished picture called waiting', async () => {
    const { page } = newcomer
    const said = await sayings(page)
    await page.route(/api.v1.images.[0-9a-f-]{36}$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 600))
      await route.continue()
    })
    await page.getByRole('button', { name: 'Generate 1 picture' }).click()
    await page.locator('.runs').getByRole('progressbar').waitFor()
    await page.locator('.runs [data-image]').waitFor()
    // One that is still held back goes on by itself.
    await page.unrouteAll({ behavior: 'wait' })
    expect(await said()).toMatch(/Step \d+ of \d+/)
    expect(await said()).not.toMatch(/Step .*(Starting|in line)/)
  })

  it('finds it in the gallery, whole, and opens it', async () => {
    const { page } = newcomer
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Gallery' }).click()
    const cell = page.locator('[data-image]')
    pictureId = (await cell.getAttribute('data-image')) ?? ''
    await loaded(page, '[data-image] img')
    await cell.getByRole('link').first().click()
    await page.waitForURL(`**/images/${pictureId}`)
    await page.getByRole('heading', { name: 'Nova, professional portrait, photo studio' }).waitFor()
    await page.getByText('Drawn by the preview engine, not by a trained model.').waitFor()
  })

  it('opens the editor, is told what is missing, and paints', async () => {
    const { page } = newcomer
    await page.getByRole('link', { name: /^Edit/ }).click()
    await page.waitForURL(`**/images/${pictureId}/edit`)
    await page.locator('.stage__box canvas').first().waitFor()
    const apply = page.locator('.panel__foot button')
    expect([await apply.innerText(), await apply.isDisabled()]).toEqual(['Paint a mask first', true])
    await paintMiddle(page)
    expect(await coverage(page)).not.toBe('0%')
    expect([await apply.innerText(), await apply.isDisabled()]).toEqual(['Say what should change first', true])
  })

  it('gets a new picture beside its source, with not one byte changed outside the mask', async () => {
    const { page } = newcomer
    const seen = await coverage(page)
    await page.locator('.panel__scroll').getByLabel('What should change?').fill('add a banana')
    await page.locator('.panel__foot button').click()
    await page.locator('.stage__compare').waitFor()
    await loaded(page, '.stage__compare img')
    const [edit] = await editsOf(pictureId)
    expect(edit).toMatchObject({ editPrompt: 'add a banana', sourceImageId: pictureId, engine: 'preview', editType: 'inpaint' })
    expect(`${edit?.maskCoveragePct}%`).toBe(seen)
    await expectOnlyTheMaskChanged((path) => api.file(path), edit)
  })

  it('comes back the way it went', async () => {
    const { page } = newcomer
    await page.keyboard.press('Escape')
    await page.locator('.stage__compare').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.waitForURL(`**/images/${pictureId}`)
    await page.getByRole('heading', { name: 'Edits of this' }).waitFor()
    expect(await page.locator('.editor-layer').count()).toBe(0)
    expect(newcomer.complaints).toEqual([])
  })
})

describe('a recipe', () => {
  it('takes the place of a form that somebody works on, keeps that one through a reload, and swaps the two', async () => {
    const { page } = newcomer
    await page.goto('/studio')
    await page.getByLabel('Your own words').fill('with a red umbrella')
    await page.goto(`/images/${pictureId}`)
    await page.getByRole('heading', { name: 'Nova, professional portrait, photo studio' }).waitFor()
    await page.keyboard.press('r')
    await page.waitForURL('**/studio')
    await page.getByText('one is here, the other is kept.').waitFor()
    expect(await page.getByLabel('Your own words').inputValue()).toBe('')
    await page.reload()
    await page.getByRole('button', { name: 'Swap them' }).click()
    expect(await page.getByLabel('Your own words').inputValue()).toBe('with a red umbrella')
    await page.getByRole('button', { name: 'Swap them' }).click()
    expect(await page.getByLabel('Your own words').inputValue()).toBe('')
    await page.getByRole('button', { name: 'Swap them' }).click()
    await page.getByRole('button', { name: 'Let the form go that was kept' }).click()
    expect(await page.getByLabel('Your own words').inputValue()).toBe('with a red umbrella')
    expect(await page.getByText('one is here, the other is kept.').count()).toBe(0)
  })
})

describe('a deep link', () => {
  it('opens the picture, the editor and the gallery in a fresh window, after signing in', async () => {
    const visit = await studio.visit()
    await visit.page.goto(`/images/${pictureId}/edit`)
    await visit.page.getByLabel('Username').fill('tester')
    await visit.page.getByLabel('Password', { exact: true }).fill('a-wrong-password')
    await visit.page.getByRole('button', { name: 'Sign in' }).click()
    await visit.page.getByText('Name or password is wrong.').waitFor()
    await visit.page.getByLabel('Password', { exact: true }).fill('a-long-password')
    await visit.page.getByRole('button', { name: 'Sign in' }).click()
    await visit.page.waitForURL(`**/images/${pictureId}/edit`)
    await visit.page.locator('.stage__box canvas').first().waitFor()
    await visit.page.goto(`/images/${pictureId}`)
    await loaded(visit.page, '.viewer__pic img')
    await visit.page.goto('/images/00000000-0000-4000-8000-000000000000')
    await visit.page.getByText('This picture is gone').waitFor()
    expect(visit.complaints.filter((complaint) => !/status of (401|404)/.test(complaint))).toEqual([])
  })
})

describe('a session that ended elsewhere', () => {
  it('leads to the form at the next step, and from there back', async () => {
    const visit = await studio.visit()
    const { page } = visit
    await signIn(visit, studio.url)
    await page.goto('/studio')
    await page.locator('.runs [data-image]').first().waitFor()
    await visit.context.clearCookies()
    await page.getByRole('button', { name: /^Generate \d/ }).click()
    await page.waitForURL('**/sign-in?back=**')
    await page.getByLabel('Username').fill('tester')
    await page.getByLabel('Password', { exact: true }).fill('a-long-password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/studio')
  })
})

describe('on a phone', () => {
  it('the same job is done with one thumb', async () => {
    const visit = await studio.visit(phone)
    const { page } = visit
    await signIn(visit, studio.url)
    await page.goto(`/images/${pictureId}/edit`)
    await page.locator('.stage__box canvas').first().waitFor()
    const glass = await fingers(page)
    const { x, y } = middleOf(await stageBox(page))
    await glass.down([{ x: x - 40, y }])
    for (const step of [1, 2, 3, 4]) await glass.move([{ x: x - 40 + step * 20, y }])
    await glass.up()
    expect(await coverage(page)).not.toBe('0%')
    await page.locator('.sheet-handle input').fill('add a banana')
    await page.locator('.sheet-handle').getByRole('button', { name: 'Generate' }).click()
    await page.locator('.stage__compare').waitFor()
    await expectOnlyTheMaskChanged((path) => api.file(path), (await editsOf(pictureId))[0])
    for (const path of ['/studio', '/gallery', '/characters', `/images/${pictureId}`, '/queue', '/settings']) {
      await page.goto(path)
      await page.locator('main').waitFor()
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
      expect({ path, wide }).toEqual({ path, wide: room })
    }
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Insights' }).click()
    await page.waitForURL('**/insights')
    expect(visit.complaints).toEqual([])
  })
})

/** Everything that a picture on its way said, in turn, from now until asked. */
async function sayings(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const heard: string[] = []
    const listen = (): void => {
      for (const part of document.querySelectorAll('.runs .cell__state > span')) {
        const words = part.textContent ?? ''
        if (words !== '' && heard.at(-1) !== words) heard.push(words)
      }
      document.body.dataset['heard'] = heard.map((words) => `${words}|`).join('')
    }
    new MutationObserver(listen).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => document.body.dataset['heard'] ?? '')
}

const loaded = (page: Page, selector: string): Promise<unknown> =>
  page.waitForFunction((at) => {
    const image = document.querySelector<HTMLImageElement>(at)
    return image !== null && image.complete && image.naturalWidth > 0
  }, selector)

/** The edits of a picture, the newest first. */
async function editsOf(imageId: string): Promise<readonly WireImage[]> {
  const { images } = (await api.get('/api/v1/images?kind=edited')) as { images: readonly WireImage[] }
  return images.filter((image) => image.sourceImageId === imageId)
}
