import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { demoCharacter } from '../../src/adapters/cli/studio-client.ts'
import { firstCharacter } from '../../src/test-server.ts'
import { realStudio, signIn, type RealStudio, type Visit } from './test-browser.ts'

jest.setTimeout(180_000)
let studio: RealStudio
let first: Awaited<ReturnType<typeof firstCharacter>>
let visit: Visit

beforeAll(async () => {
  studio = await realStudio()
  first = await firstCharacter(studio.url)
  visit = await studio.visit()
  await signIn(visit, studio.url)
})
afterAll(() => studio.close())

const places = (page: Page): Promise<number> => page.locator('.runs__grid').first().locator('.cell').count()

// One run of four pictures, seen through everything that can happen to a page and its server.
describe('a run of four pictures', () => {
  it('has four places from the first moment, and says in the prompt what a preset would add before it is chosen', async () => {
    const { page } = visit
    await page.goto('/studio')
    const prompt = page.getByRole('region', { name: 'This is what will be drawn' })
    await prompt.getByText('on a sandy beach').waitFor({ state: 'detached' })
    await page.locator('label.tile', { hasText: /^Beach$/ }).hover({ force: true })
    await prompt.getByText('on a sandy beach').waitFor()
    await page.getByRole('radio', { name: 'Café' }).check({ force: true })
    await prompt.getByText('in a charming cafe').waitFor()
    await page.getByRole('radio', { name: 'High' }).check({ force: true })
    await page.getByRole('radio', { name: '4', exact: true }).check({ force: true })
    await page.getByRole('button', { name: 'Generate 4 pictures' }).click()
    await page.locator('.runs').getByRole('progressbar').first().waitFor()
    expect(await places(page)).toBe(4)
  })

  it('is still there after a reload, and so is the form', async () => {
    const { page } = visit
    await page.reload()
    await page.locator('.runs').getByRole('progressbar').first().waitFor()
    expect(await places(page)).toBe(4)
    expect(await page.getByRole('radio', { name: 'Café' }).isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Generate 4 pictures' }).waitFor()
  })

  it('goes on when the server comes back after a power cut, and makes each picture once', async () => {
    const { page } = visit
    const bringBack = await studio.powerCut()
    await page.getByRole('alert').getByText('No connection to the Studio').waitFor()
    await bringBack()
    await page.getByText('No connection to the Studio').waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.querySelectorAll('.runs [data-image]').length === 4, undefined, { timeout: 120_000 })
    expect(await places(page)).toBe(4)
    await page.goto('/queue')
    await page.locator('[data-job]').first().waitFor()
    expect(await page.locator('[data-job]').count()).toBe(4)
    expect(await page.locator('[data-job] img').count()).toBe(4)
    // A row is there before the picture that names it.
    await page.getByText('Nova Lind, professional portrait, café').nth(3).waitFor()
  })
})

describe('whoever is signed in', () => {
  it('is sent past the form to where they wanted to go', async () => {
    const { page } = visit
    await page.goto('/sign-in?back=%2Fqueue')
    await page.waitForURL('**/queue')
    await page.goto('/sign-in')
    await page.waitForURL('**/studio')
  })
})

describe('a window that waits at the form', () => {
  it('begins afresh once somebody else came in by another one, with no word of the last person', async () => {
    const hers = await studio.signedIn()
    const headers = { origin: studio.url }
    const iris = { username: 'iris', password: 'another-long-password' }
    await hers.context.request.post(`${studio.url}/api/v1/users`, { data: iris, headers })
    const elsewhere = await studio.visit()
    await signIn(elsewhere, studio.url, iris.username, iris.password)
    await elsewhere.context.request.post(`${studio.url}/api/v1/characters`, { data: { ...demoCharacter, handle: 'of_iris' }, headers })
    const waiting = await hers.context.newPage()
    await waiting.goto('/studio')
    await waiting.locator('.composer textarea').first().fill('a coat that nobody knows of')
    await hers.page.goto('/settings')
    await hers.page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await hers.page.waitForURL('**/sign-in**')
    await waiting.locator('.appbar').getByRole('link', { name: 'Gallery', exact: true }).click()
    await waiting.waitForURL('**/sign-in**')
    await hers.page.getByLabel('Username').fill(iris.username)
    await hers.page.getByLabel('Password', { exact: true }).fill(iris.password)
    await hers.page.keyboard.press('Enter')
    await hers.page.waitForURL('**/studio')
    await waiting.waitForURL('**/gallery')
    await waiting.locator('.appbar').getByRole('link', { name: 'Studio', exact: true }).click()
    expect(await waiting.locator('.composer textarea').first().inputValue()).toBe('')
    await Promise.all([hers.context.close(), elsewhere.context.close()])
  })
})

describe('the characters beside the one that is open', () => {
  it('are found by their names; who was put away is behind a word of its own', async () => {
    const { page } = visit
    await page.goto(`/characters/${first.characterId}`)
    const rail = page.getByRole('complementary', { name: 'Characters' })
    await rail.locator('a[aria-current=page]', { hasText: 'Nova Lind' }).waitFor()
    await rail.getByRole('searchbox', { name: 'Find a character' }).fill('nobody')
    await rail.getByText('Nobody by this name').waitFor()
    await rail.getByRole('searchbox').fill('NOVA')
    await rail.getByRole('link', { name: /Nova Lind/ }).waitFor()
    await page.getByRole('main').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Put away' }).click()
    await rail.getByText('Put away, 1').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await rail.getByText('Put away, 1').waitFor({ state: 'detached' })
  })

  it('lead to each other, and what was done to one is taken back of that one', async () => {
    const { page } = visit
    await first.client.post('/api/v1/characters', { ...demoCharacter, name: 'Mara Holm', handle: 'mara_demo' })
    await page.goto(`/characters/${first.characterId}`)
    const rail = page.getByRole('complementary', { name: 'Characters' })
    await page.getByRole('main').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Put away' }).click()
    await rail.getByText('Put away, 1').waitFor()
    await rail.getByRole('link', { name: /Mara Holm/ }).click()
    await page.getByRole('heading', { name: 'Mara Holm' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await rail.getByText('Put away, 1').waitFor({ state: 'detached' })
    await rail.getByRole('link', { name: /Nova Lind/ }).waitFor()
  })
})

describe('the reference face of a character', () => {
  it('is uploaded, shown, and taken away again', async () => {
    const { page } = visit
    await page.goto('/characters')
    await page.getByText('Nova Lind').click()
    await page.getByRole('link', { name: 'Reference face' }).click()
    await page.getByText('No reference face yet').waitFor()
    const face = await (await visit.context.request.get(`${studio.url}/pictures/tall-beach_day.webp`)).body()
    const input = page.locator('main input[type=file][hidden]').last()
    await input.setInputFiles({ name: 'face.webp', mimeType: 'image/webp', buffer: face })
    await page.getByRole('img', { name: 'Reference face' }).waitFor()
    await page.reload()
    await page.getByRole('img', { name: 'Reference face' }).waitFor()
    await page.getByRole('button', { name: 'Take it away' }).click()
    await page.getByText('No reference face yet').waitFor()
  })
})
