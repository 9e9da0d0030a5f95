import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { firstCharacter } from '../../src/test-server.ts'
import { realStudio, signIn, upload, type RealStudio, type Visit } from './test-browser.ts'
import { coverage, editorReady, resultShown, targetPicture } from './test-canvas.ts'

jest.setTimeout(180_000)
let studio: RealStudio
let visit: Visit

beforeAll(async () => {
  studio = await realStudio()
  const { token, characterId } = await firstCharacter(studio.url)
  await upload(studio.url, token, characterId, targetPicture(1024, 1024, { x: 300, y: 300, width: 200, height: 160 }))
  visit = await studio.visit()
  await signIn(visit, studio.url)
})
afterAll(() => studio.close())

const spoken = (page: Page): Promise<string> => page.locator('.coverage [role=status]').innerText()
const pressed = (page: Page, tool: string): Promise<string | null> =>
  page.getByRole('toolbar', { name: 'Mask tools' }).getByRole('button', { name: tool }).getAttribute('aria-pressed')

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Tab after Tab, as somebody without a pointer goes, until the thing has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way by Tab to ${selector}`)
}

// From the gallery to a kept result without ever touching a pointer: each step starts where the one before it ended.
describe('by keys alone', () => {
  it('a picture of the gallery opens in the editor', async () => {
    const { page } = visit
    await page.goto('/gallery')
    await page.locator('[data-image] img').first().waitFor()
    await tabTo(page, '[data-image] a, a[data-image], [data-image]')
    await press(page, 'e')
    await page.waitForURL('**/edit')
    await editorReady(page)
    await tabTo(page, '.stage__box')
  })

  it('the brush is moved, stamped, drawn in a line and taken back, and every step is spoken', async () => {
    const { page } = visit
    expect(await spoken(page)).toBe('Mask empty')
    await press(page, 'Enter')
    const dot = await spoken(page)
    expect(dot).toMatch(/^Mask \d[\d.]* percent, \d+ by \d+$/)
    for (let step = 0; step < 12; step += 1) await press(page, 'Shift+ArrowRight')
    await press(page, 'Shift+Enter')
    const line = await spoken(page)
    expect(line).toMatch(/, 2\d\d by \d\d$/)
    await press(page, 'Alt+Enter')
    expect(await spoken(page)).not.toBe(line)
    await press(page, 'Control+z', 'Control+z')
    expect(await spoken(page)).toBe(dot)
    await press(page, 'Control+y')
    expect(await spoken(page)).toBe(line)
  })

  it('a shape takes away where the bar says so, without Alt', async () => {
    const { page } = visit
    const corner = async (way: 'Left' | 'Right'): Promise<void> => {
      await press(page, 'Enter')
      for (let step = 0; step < 6; step += 1) await press(page, `Shift+Arrow${way}`, way === 'Left' ? 'Shift+ArrowDown' : 'Shift+ArrowUp')
      await press(page, 'Enter')
    }
    await press(page, 'Control+Backspace', 'r')
    const empty = await spoken(page)
    await corner('Left')
    expect(await spoken(page)).toMatch(/, 60 by 60$/)
    await page.getByRole('radio', { name: 'Add', exact: true }).focus()
    await press(page, 'ArrowRight')
    await page.locator('.stage__box').focus()
    await corner('Right')
    expect(await spoken(page)).toBe(empty)
    await page.getByRole('radio', { name: 'Take away' }).focus()
    await press(page, 'ArrowLeft')
    await page.locator('.stage__box').focus()
  })

  it('a rectangle goes from Enter to Enter', async () => {
    const { page } = visit
    await press(page, 'Control+Backspace', 'r', 'Enter')
    for (let step = 0; step < 6; step += 1) await press(page, 'Shift+ArrowLeft', 'Shift+ArrowDown')
    await press(page, 'Enter')
    expect(await spoken(page)).toMatch(/, 60 by 60$/)
  })

  it('the mask is inverted, filled, grown, shrunk and cleared', async () => {
    const { page } = visit
    const before = await spoken(page)
    await press(page, 'Shift+Period')
    expect(await spoken(page)).toMatch(/, 68 by 68$/)
    await press(page, 'Shift+Comma')
    expect(await spoken(page)).toBe(before)
    await press(page, 'Shift+I')
    expect(await spoken(page)).toMatch(/, 1024 by 1024$/)
    await press(page, 'Shift+F')
    expect(await coverage(page)).toBe('100%')
    await press(page, 'Control+Backspace')
    expect(await spoken(page)).toBe('Mask empty')
    await press(page, 'Control+z', 'Control+z', 'Control+z')
    expect(await spoken(page)).toBe(before)
  })

  it('tools, brush and view answer to their keys', async () => {
    const { page } = visit
    for (const [key, tool] of [
      ['e', 'Eraser'],
      ['l', 'Lasso'],
      ['p', 'Polygon'],
      ['o', 'Ellipse'],
      ['s', 'Magic wand'],
      ['h', 'Move'],
      ['b', 'Brush'],
    ] as const) {
      await press(page, key)
      expect([tool, await pressed(page, tool)]).toEqual([tool, 'true'])
    }
    await page.keyboard.down(' ')
    expect(await pressed(page, 'Move')).toBe('true')
    await page.keyboard.up(' ')
    expect(await pressed(page, 'Brush')).toBe('true')
    const outputs = (): Promise<string[]> => page.locator('.statusbar output').allInnerTexts()
    await press(page, ']', 'Shift+]')
    expect(await outputs()).toEqual(['110', '90%'])
    await press(page, '[', 'Shift+[')
    expect(await outputs()).toEqual(['93', '80%'])
    const zoom = page.getByRole('button', { name: /^Zoom, / })
    const fitted = await zoom.innerText()
    await press(page, '1')
    expect(await zoom.innerText()).toBe('100%')
    await press(page, '+')
    expect(await zoom.innerText()).toBe('125%')
    await press(page, '-', '0')
    expect(await zoom.innerText()).toBe(fitted)
    const mask = page.getByRole('button', { name: 'Show mask' })
    await press(page, 'm')
    expect(await mask.getAttribute('aria-pressed')).toBe('false')
    await press(page, 'm')
  })

  it('the edit is described, sent and kept', async () => {
    const { page } = visit
    await tabTo(page, 'textarea')
    await page.keyboard.type('add a banana')
    await press(page, 'Control+Enter')
    await resultShown(page)
    await page.locator('.strip [role=status]').getByText('1 result ready').waitFor({ state: 'attached' })
    await press(page, 'Shift+Tab', 'a')
    await page.getByText('Kept in the gallery').waitFor()
    await press(page, 'Escape')
    await page.getByRole('heading', { name: 'Edits of this' }).waitFor()
    expect(visit.complaints).toEqual([])
  })
})
